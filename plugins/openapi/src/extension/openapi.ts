import { defineExtension, type ExtensionFactory } from '@jackfield/core'
import { openapiExporter } from '../write/index.ts'
import { openapiFormat } from './openapi-format.ts'

/**
 * `createKernel({ extensions: [openapi()] })`: an OpenAPI 3.x or Swagger 2.0 document in a watched folder is a
 * connector, JSON or YAML, by itself or in a folder with the files that it refers to; and any connector is written as
 * OpenAPI 3.1.
 */
export const openapi: ExtensionFactory<unknown> = defineExtension('openapi', () => ({
  formats: [openapiFormat()],
  exporters: [openapiExporter()],
}))
