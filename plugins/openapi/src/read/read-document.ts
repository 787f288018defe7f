import { type Connector, dict, type Operation, type ReadConnector, type Schema } from '@jackfield/core'
import { child, type Located, type Place, rootOf, type SourceDocument } from '../refs/index.ts'
import { aboutOf } from './about.ts'
import { createReading } from './create-reading.ts'
import { dialectOf } from './dialect.ts'
import type { DocumentOptions } from './document-options.ts'
import type { GivenSecurity } from './hooks.ts'
import { placing } from './placing.ts'
import { readAmendments } from './read-amendments.ts'
import { finishOperations, readOperations, type Shared, withLost } from './read-operations.ts'
import { readSecurity } from './read-security.ts'
import type { Reading } from './reading.ts'
import { readHost, readServers } from './servers.ts'

/** Reads a parsed OpenAPI 3.x or Swagger 2.0 document as a connector. Never throws for what is in the document. */
export function readDocument(document: SourceDocument, options: DocumentOptions): ReadConnector {
  const dialect = dialectOf(document.value)
  if (typeof dialect !== 'string')
    return { problems: [{ ...dialect, file: document.file, ...document.locate([dialect.pointer ?? ''])[0] }] }
  const { reading, problems } = createReading(document, dialect, options)
  const root: Located = { value: document.value, place: rootOf(document) }
  const servers = dialect === '2.0' ? readHost(root, reading) : readServers(child(root, 'servers'), reading)
  const security = readSecurity(root, servers[0], reading)
  const drafts = readOperations(root, { servers, security, given: options.security }, reading)
  const places = new Map<string, Place>()
  const { operations, written } = finishOperations(root, drafts, { reading, places })
  const finished = reading.schemas.finish(operations.flatMap(schemasIn))
  const connector: Connector = {
    model: 1,
    ...aboutOf(root.value, options.id),
    servers,
    ...securityOf(root, { security, given: options.security }),
    settings: settingsOf(reading, options.security),
    operations: dict(withLost(operations, drafts, finished.lost).map((each) => [each.id, each] as const)),
    schemas: finished.named,
  }
  const amended = readAmendments(connector, { root, operations: written })
  const whole = reading.hooks.connector?.(amended.connector) ?? amended.connector
  return {
    ...(amended.problems.length === 0 && { connector: whole }),
    id: whole.id,
    problems: [...problems(), ...amended.problems],
    place: placing(document, { places, schemas: finished.places }),
  }
}

function schemasIn({ input, output, http, webhook }: Operation): readonly Schema[] {
  const calls = [http, webhook?.subscribe?.http].flatMap((call) => [
    call?.body?.schema,
    call?.answer?.schema,
    ...Object.values(call?.responses ?? {}).flatMap(({ headers }) =>
      Object.values(headers ?? {}).map(({ schema }) => schema),
    ),
  ])
  return [input, output, ...calls.filter((schema) => schema !== undefined)]
}

function securityOf(
  root: Located,
  { security, given }: Pick<Shared, 'security' | 'given'>,
): Pick<Connector, 'securitySchemes' | 'security'> {
  if (given !== undefined) return { securitySchemes: given.securitySchemes, security: given.security }
  const written = child(root, 'security')
  const read = written === undefined ? [] : security.requirementsOf(written)
  return { securitySchemes: security.schemes, security: typeof read === 'string' ? [] : read }
}

function settingsOf({ settings }: Reading, given: GivenSecurity | undefined): Connector['settings'] {
  for (const [name, schema] of Object.entries(given?.settings ?? {}))
    settings.add(name, schema, { required: given?.required?.includes(name) === true })
  return settings.schema()
}
