export { loadYaml, needsYaml, readText } from './read-text.ts'
export type { Position, SourceText } from './source-text.ts'
