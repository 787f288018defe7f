// For formats and exporters: what reads, writes, checks and counts connectors as data. Apart from the host's door, since a
// host loads all of it only when something has to be read.
export {
  type Coverage,
  type CoverageCounts,
  type CoverageOptions,
  type CoverageProblem,
  type Covered,
  coverageOf,
  type FailedTrial,
} from './cover/index.ts'
export {
  type Amended,
  type Amendment,
  amendConnector,
  connectorFrom,
  connectorIdFrom,
  differencesBetween,
  type Exported,
  type Exporter,
  type Format,
  jsonMembers,
  manifestOf,
  type ParsedText,
  type Peek,
  parseText,
  type ReadConnector,
  type SourceEntry,
  type SourceFile,
  type WrittenManifest,
  withoutFunctions,
  writeManifest,
  yamlSections,
} from './load/index.ts'
export { dispensableProblems, validateConnector } from './validate/index.ts'
