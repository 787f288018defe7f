export { loadYaml, needsYaml, readText } from './read-text.ts'
export type { Position } from './source-text.ts'
