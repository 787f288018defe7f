export { bindDependent } from './bind-dependent.ts'
export {
  type Catalogue,
  type CatalogueConnector,
  type CatalogueOperation,
  type CatalogueOptions,
  createCatalogue,
} from './catalogue.ts'
export { createRegister, type Register } from './register.ts'
export { standAlone } from './stand-alone.ts'
