export type {
  ChoiceRequest,
  Choices,
  DescribedRequest,
  DescribedSchemas,
  FieldOption,
  OptionsPage,
  OptionsRequest,
} from './choices/index.ts'
export type { CommandLineConfig } from './cli/index.ts'
export {
  type Authorisation,
  type AuthorisationInput,
  type AuthScheme,
  type Beginning,
  type BrowserAuthorisation,
  type Callback,
  type ConnectionInput,
  type CredentialField,
  type CredentialPlacement,
  type Exchange,
  type KeyProvider,
  keyFile,
  type Reauthorisation,
  type Renewal,
  type Renewed,
  type TestResult,
  type WrongCredential,
} from './connect/index.ts'
export * as errors from './errors/index.ts'
export { type ErrorCode, type ErrorDetails, isJackfieldError, JackfieldError } from './errors/index.ts'
export {
  defineExtension,
  type Extension,
  type ExtensionFactory,
  type ExtensionHost,
  type Listen,
  type PutDependent,
  type RunCall,
  type ServingConnector,
  type Started,
} from './extend/index.ts'
export {
  type FileAbout,
  type FileFolderOptions,
  type FileKey,
  type FileReference,
  type FileSource,
  type FileStore,
  type FileStoreProvider,
  type Files,
  fileFolder,
} from './files/index.ts'
export type { Handle, HandleContext } from './handle/index.ts'
export type { ClientCertificate, SignableRequest } from './http/index.ts'
export { type AcceptedFinding, type HoldPolicy, type Renderer, renderers } from './impact/index.ts'
export type {
  BoundPolicy,
  Invocation,
  Outcome,
  Policy,
  PolicyAnswer,
  PolicyContext,
  PolicyRequest,
  PolicySubject,
} from './invoke/index.ts'
export {
  createKernel,
  type HostDependent,
  type InvokeOptions,
  type Kernel,
  type KernelCatalogue,
  type KernelChanges,
  type KernelConnections,
  type KernelListeners,
  type KernelOptions,
  type KernelUsages,
  type ListenerView,
  type Listening,
  type ListenOptions,
  type PluginFolder,
} from './kernel/index.ts'
export type { DocumentSwap, PollResult, RunBasis, Runner } from './listen/index.ts'
export type {
  Exported,
  Exporter,
  Format,
  Peek,
  ReadConnector,
  SourceEntry,
  SourceFile,
} from './load/index.ts'
export * from './model/index.ts'
export type {
  Catalogue,
  CatalogueConnector,
  CatalogueOperation,
  CatalogueOptions,
  ListedConnector,
} from './register/index.ts'
export * from './sdk.ts'
export type { Approval, CorrectedDocument, Rejection, Rollback } from './stage/index.ts'
export { type Store, type StoreProvider, sqlite, type Tables } from './store/index.ts'
export { type DocumentFile, editionOf, type FieldRename, type ReadDependent, type UsageReader } from './usage/index.ts'
