import {
  type Connector,
  dict,
  isError,
  type Json,
  type JsonObject,
  type Operation,
  type Problem,
  pointer,
} from '../../model/index.ts'
import { checkStructure, connectorSchema } from '../../validate/index.ts'
import { readManifest } from '../manifest/read-manifest.ts'
import { differencesBetween } from './differences-between.ts'
import { writeInput, writeOperation } from './write-operation.ts'
import { writeScheme, writeSecurity } from './write-security.ts'
import { writeServers } from './write-servers.ts'
import { written } from './written.ts'

/** A connector in the words of a manifest. */
export interface WrittenManifest {
  readonly manifest: JsonObject
  /** What of the connector the manifest does not say: their pointers lead into the model. */
  readonly problems: readonly Problem[]
}

/**
 * Writes any connector as a manifest. What was written is read again and compared: whatever a manifest can't say, such
 * as a function, is a problem that names it.
 */
export function writeManifest(connector: Connector): WrittenManifest {
  const { operations, problems } = withoutFunctions(connector)
  const meant = { ...connector, operations }
  const manifest = manifestOf(meant)
  return { manifest, problems: [...problems, ...lostFrom(manifest, meant)] }
}

/** The words of a connector, whether or not they read as it. */
export function manifestOf(connector: Connector): JsonObject {
  const { id, version, title, description, publisher, categories, icon, derived, test, operations, schemas } = connector
  const { servers, securitySchemes, security, settings, extends: base } = connector
  const own = {
    servers: writeServers(servers),
    securitySchemes: some(securitySchemes, writeScheme),
    security: writeSecurity(security, securitySchemes),
    settings: writeInput(settings),
    derived: some(derived ?? {}, ({ from, at, pattern }) =>
      written({ from: from === 'token' ? from : from.operation, at, pattern }),
    ),
    test,
  }
  const of = (kind: Operation['kind']): JsonObject | undefined =>
    some(dict(Object.entries(operations).filter(([, each]) => each.kind === kind)), (each) =>
      writeOperation(each, connector),
    )
  return written({
    jackfield: 1,
    id,
    version,
    title,
    description,
    publisher,
    categories,
    icon,
    ...(base === undefined ? own : { extends: base }),
    actions: of('action'),
    triggers: of('trigger'),
    schemas: some(schemas, (schema) => schema),
  })
}

function some<Value>(values: Readonly<Record<string, Value>>, write: (value: Value) => Json): JsonObject | undefined {
  const entries = Object.entries(values).map(([name, value]) => [name, write(value)] as const)
  return entries.length === 0 ? undefined : dict(entries)
}

/** A function stays where it is: without it, the operation is known, and can't be used. */
export function withoutFunctions({ operations }: Connector): {
  readonly operations: Connector['operations']
  readonly problems: readonly Problem[]
} {
  const problems: Problem[] = []
  const entries = Object.entries(operations).map(([id, operation]) => {
    if (operation.code === undefined) return [id, operation] as const
    const { code: _, ...rest } = operation
    problems.push({
      code: 'function-left-out',
      message: `"${id}" is a function, which no manifest has: it is written as unavailable.`,
      pointer: pointer('operations', id, 'code'),
      hint: 'write its request, or keep it in code.',
    })
    const unavailable = { feature: 'code', reason: 'It is a function, which no manifest has.' }
    return [id, { ...rest, unavailable: operation.unavailable ?? unavailable }] as const
  })
  return { operations: dict(entries), problems }
}

function lostFrom(manifest: JsonObject, connector: Connector): readonly Problem[] {
  const structure = checkStructure(manifest, { schema: connectorSchema, root: connectorSchema })
  const { connector: read, mistakes } = readManifest(manifest)
  const wrong = [...structure, ...mistakes].filter(isError)
  return [
    ...wrong.map(({ part: _, ...mistake }) => mistake),
    ...differencesBetween(connector, read).map((at) => ({
      code: 'manifest-differs',
      message: 'A manifest does not say this as it is.',
      pointer: at,
      hint: 'look at it in the manifest, and write what is meant.',
    })),
  ]
}
