import { type Connector, dict, type JsonObject, type Operation } from '@jackfield/core'
import { filled } from './filled.ts'
import { type WrittenOperations, writeOperations } from './write-operations.ts'
import { writeSchema } from './write-schema.ts'
import { writeSecurity } from './write-security.ts'
import { writeServers } from './write-servers.ts'

export interface PlainDocument {
  readonly document: JsonObject
  readonly places: WrittenOperations['places']
}

/** A connector as OpenAPI 3.1, as far as OpenAPI has words for it. */
export function writeDocument(connector: Connector, said: ReadonlySet<Operation['id']>): PlainDocument {
  const { version, title, description, publisher, servers, security, settings, schemas } = connector
  const written = writeSecurity(connector)
  const { paths, webhooks, places } = writeOperations({ connector, security: written, said })
  const named = Object.entries(schemas).map(([name, schema]) => [name, writeSchema(schema)] as const)
  const components = filled({
    schemas: named.length === 0 ? undefined : dict(named),
    securitySchemes: written.schemes,
  })
  const document = filled({
    openapi: '3.1.0',
    info: filled({ title, version, description, contact: publisher === undefined ? undefined : { name: publisher } }),
    servers: writeServers(servers, settings),
    security: security.length === 0 ? undefined : written.requirements(security),
    paths,
    webhooks: Object.keys(webhooks).length === 0 ? undefined : webhooks,
    components: Object.keys(components).length === 0 ? undefined : components,
  })
  return { document, places }
}
