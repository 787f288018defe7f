export { compareTexts } from './changes-of.ts'
export { diffConnectors } from './diff-connectors.ts'
export { type ConnectorChanges, type DiffInput, diffReport, pairConnectors } from './diff-report.ts'
export { fingerprint } from './fingerprint.ts'
