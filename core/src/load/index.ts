export type {
  ActionDefinition,
  ConnectorDefinition,
  PollDefinition,
  SchemaDefinition,
  TriggerDefinition,
} from './define/connector-definition.ts'
export { connectorFrom } from './define/connector-from.ts'
export { action, defineConnector, trigger } from './define/define-connector.ts'
export { readDefinition } from './define/read-definition.ts'
export { readDescription } from './define/read-description.ts'
export { toManifest } from './define/to-manifest.ts'
export type { InputOf } from './define/value-of.ts'
export { connectorIdFrom } from './entry/connector-id-from.ts'
export { isIgnoredName } from './entry/is-ignored-name.ts'
export { loadEntry } from './entry/load-entry.ts'
export { type LoadedPath, loadPath } from './entry/load-path.ts'
export type { Loaded } from './entry/loaded.ts'
export { isRacy, type Sight, sightOf } from './entry/sight.ts'
export { sortProblems } from './entry/sort-problems.ts'
export type * from './exporter.ts'
export { extendConnector, extensionOf } from './extension/extend-connector.ts'
export { extensionProblem } from './extension/extension-problem.ts'
export { resolveExtensions } from './extension/resolve-extensions.ts'
export type * from './format.ts'
export { manifestFormat } from './manifest/manifest-format.ts'
export { findJsonMistake } from './text/json-mistake.ts'
export { parseText } from './text/parse-text.ts'
export type { ParsedText } from './text/parsed-text.ts'
export { writeYaml } from './text/write-yaml.ts'
export { type Amended, type Amendment, amendConnector } from './write/amend-connector.ts'
export { differencesBetween } from './write/differences-between.ts'
export { manifestText } from './write/manifest-text.ts'
export { manifestOf, type WrittenManifest, withoutFunctions, writeManifest } from './write/write-manifest.ts'
