export { type BoundRevision, bindDependent } from './bind-dependent.ts'
export {
  type Catalogue,
  type CatalogueConnector,
  type CatalogueOperation,
  type CatalogueOptions,
  createCatalogue,
  type ListedConnector,
} from './catalogue.ts'
export type { Dormant } from './dormants.ts'
export { type Active, createRegister, type Register } from './register.ts'
export { standAlone } from './stand-alone.ts'
