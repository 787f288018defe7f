export type { AfterOptions, Numbered, ReceivedRequest, RunningStandIn } from './serving/index.ts'
export { type SpawnedStandIn, type StandIns, spawnStandIn } from './spawn-stand-in.ts'
export * from './tracker/index.ts'
export * from './zoho/index.ts'
