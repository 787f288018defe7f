export { broughtBy } from './brought-by.ts'
export { defineExtension, type Extension, type ExtensionFactory, type Started } from './extension.ts'
export type { ExtensionHost, Listen, PutDependent, RunCall, ServingConnector } from './extension-host.ts'
