// For executors: the guest's end of the channel, and what a connector's code imports.
export {
  createGuest,
  type Executor,
  type Guest,
  type GuestEnd,
  type GuestHost,
  type GuestLimits,
  type GuestOptions,
  type Program,
  type ProgramFile,
  sdkSource,
} from './execute/index.ts'
