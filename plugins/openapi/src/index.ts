export {
  documentWords,
  type OpenedSource,
  openapi,
  openapiFormat,
  openSource,
  peekDocument,
  peekJson,
} from './extension/index.ts'
export { extensionKeys } from './extension-keys.ts'
export { type Feature, features } from './features.ts'
export {
  type AuthorizationPage,
  authorizationPage,
  type BodyRead,
  type DocumentOptions,
  type GivenSecurity,
  type Hooks,
  type OperationPlace,
  type OperationRead,
  type OutputRead,
  type ParameterPlace,
  type ParameterRead,
  readDocument,
  type Subscribing,
  type Tools,
  type UrlPlace,
} from './read/index.ts'
export type { Followed, Located, Lost, OpenDocument, Place, SourceDocument } from './refs/index.ts'
export { child, elementsOf, fieldsOf, membersOf, own, pointerOf, rootOf, textIn } from './refs/index.ts'
export type { Direction, SchemaNode } from './schema/index.ts'
export { openapiExporter } from './write/index.ts'
