export { type OpenedSource, openSource } from './open-source.ts'
export { openapi } from './openapi.ts'
export { openapiFormat } from './openapi-format.ts'
export { documentWords, peekDocument, peekJson } from './peek-document.ts'
