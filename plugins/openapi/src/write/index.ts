export { openapiExporter } from './openapi-exporter.ts'
