import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Connector,
  type ConnectorDefinition,
  isJsonObject,
  type Json,
  type JsonObject,
  type ReadConnector,
} from '@jackfield/core'
import { amendConnector, connectorFrom, differencesBetween } from '@jackfield/core/format'
import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { corpusFolder, openapiEntries, swaggerEntries } from '../bench/corpus.ts'
import { openapiExporter, openapiFormat } from '../src/index.ts'
import { caseEntry } from './case-entries.ts'

const corpus = corpusFolder()
const repository = join(import.meta.dirname, '../../..')

async function exported(connector: Connector): Promise<{ document: JsonObject; problems: readonly unknown[] }> {
  return openapiExporter().write(connector)
}

async function readAgain(document: JsonObject, name: string): Promise<ReadConnector> {
  const files = [{ path: 'openapi.json', bytes: new TextEncoder().encode(JSON.stringify(document)) }]
  return openapiFormat().read({ name, path: name, kind: 'file', files })
}

/**
 * The validator takes a property that is called `$id` for the identifier of a schema: it is shown one of another name.
 */
function renamed(value: Json): Json {
  if (Array.isArray(value)) return value.map((each: Json) => renamed(each))
  if (!isJsonObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name === '$id' && isJsonObject(inner) ? 'id_' : name,
      renamed(inner),
    ]),
  )
}

async function errorsIn(document: JsonObject): Promise<unknown> {
  const { valid, errors } = await new Validator().validate(renamed(document) as Record<string, unknown>)
  return valid ? undefined : errors
}

describe.skipIf(corpus === undefined)('documents that nobody here wrote (skipped without the corpus)', () => {
  // All of both take minutes on a small machine: JACKFIELD_CORPUS_STEP=1 has them.
  const step = Number(process.env.JACKFIELD_CORPUS_STEP ?? 10)

  it.each([
    ['openapi', openapiEntries],
    ['swagger', swaggerEntries],
  ] as const)(
    'are the same connectors when they are exported, and valid: %s',
    { timeout: 600_000 },
    async (_, list) => {
      const lost: unknown[] = []
      for (const [index, entry] of list(corpus ?? '').entries()) {
        if (index % step !== 0) continue
        const { connector } = await openapiFormat().read(entry)
        if (connector === undefined) continue
        const { document, problems } = await exported(connector)
        const again = await readAgain(document, entry.name)
        const differing = differencesBetween(connector, again.connector)
        if (differing.length > 0 || problems.length > 0) lost.push([connector.id, differing.slice(0, 5), problems])
        const errors = await errorsIn(document)
        if (errors !== undefined) lost.push([connector.id, JSON.stringify(errors).slice(0, 600)])
      }
      expect(lost).toEqual([])
    },
  )
})

const manual = readdirSync(join(repository, 'docs/reference'))
  .filter((name) => name.endsWith('.md'))
  .map((name) => readFileSync(join(repository, 'docs/reference', name), 'utf8'))
  .flatMap((text) => [...text.matchAll(/```yaml connector\n([\s\S]*?)```/g)].map(([, example = '']) => example))
const connectors = ['production-tracker', 'zoho-inventory'].map((name) =>
  readFileSync(join(repository, 'plugins/connectors', name, 'connector.yaml'), 'utf8'),
)
const manifests = [...connectors, ...manual]
  .map((text) => parse(text) as JsonObject & { readonly id: string })
  .filter((manifest) => manifest.extends === undefined)

/** A definition in the host's words has no webhooks: those are laid over it. */
async function readOwn(manifest: JsonObject): Promise<Connector> {
  const { jackfield: _, triggers = {}, ...definition } = manifest
  const { connector, problems } = await connectorFrom(definition as unknown as ConnectorDefinition)
  expect(problems.filter(({ severity }) => severity !== 'warning')).toEqual([])
  const amended = amendConnector(connector as Connector, { connector: { triggers } })
  expect(amended.mistakes.filter(({ severity }) => severity !== 'warning')).toEqual([])
  return amended.connector
}

describe('connectors of this repository', () => {
  it.each(manifests.map((manifest) => [manifest.id, manifest] as const))(
    'are valid documents that read as they are: %s',
    async (id, manifest) => {
      const connector = await readOwn(manifest)
      const { document, problems } = await exported(connector)
      expect(problems).toEqual([])
      expect(await errorsIn(document)).toBeUndefined()
      const again = (await readAgain(document, `${id}.json`)).connector
      // A named operation has the name of its method and path, too.
      const rest = differencesBetween(connector, again).filter((at) => !at.endsWith('/aliases'))
      expect(rest).toEqual([])
    },
  )
})

it('security schemes of a document are written as they stood there', async () => {
  const { connector } = await openapiFormat().read(caseEntry('security'))
  const { document, problems } = await exported(connector as Connector)
  expect([problems, await errorsIn(document)]).toEqual([[], undefined])
  expect(document).toMatchObject({
    components: {
      securitySchemes: { mutual: { type: 'mutualTLS' }, ssws: { type: 'http', scheme: 'SSWS' } },
    },
  })
  expect(document).not.toHaveProperty('x-jackfield-connector.securitySchemes')
  expect(differencesBetween(connector as Connector, (await readAgain(document, 'security.json')).connector)).toEqual([])
})

describe('what a document says in our words', () => {
  const document = (more: JsonObject, operation: JsonObject = {}): JsonObject => ({
    openapi: '3.1.0',
    info: { title: 'Shop', version: '1' },
    servers: [{ url: 'https://api.shop.example' }],
    paths: { '/orders': { get: { operationId: 'listOrders', responses: {}, ...operation } } },
    components: { schemas: { Order: { type: 'object' } } },
    ...more,
  })

  it('is laid over what it says in those of OpenAPI', async () => {
    const words = { test: 'listOrders', categories: ['Shops'], schemas: { Order: { type: 'object' } } }
    const operation = {
      visibility: 'advanced',
      pages: { link: 'next' },
      output: { type: 'array', items: { $ref: '#/components/schemas/Order' } },
    }
    const { connector, problems } = await readAgain(
      document({ 'x-jackfield-connector': words }, { 'x-jackfield-operation': operation }),
      'shop.json',
    )
    expect(problems).toEqual([])
    expect(connector).toMatchObject({ test: 'listOrders', categories: ['Shops'], schemas: { Order: {} } })
    expect(connector?.operations.listOrders).toMatchObject({
      visibility: 'advanced',
      pages: { kind: 'link', rel: 'next' },
      output: { items: { $ref: '#/schemas/Order' } },
      aliases: ['get-orders'],
    })
  })

  it('is an error with its place where it makes no sense', async () => {
    const { connector, problems } = await readAgain(
      document({ 'x-jackfield-connector': { settings: 5 } }, { 'x-jackfield-operation': { efect: 'once' } }),
      'shop.json',
    )
    expect(connector).toBeUndefined()
    expect(problems).toMatchObject([
      { pointer: '/x-jackfield-connector/settings', line: 1, column: expect.any(Number) },
      { pointer: '/paths/~1orders/get/x-jackfield-operation/efect', hint: 'did you mean "effect"?' },
    ])
  })
})
