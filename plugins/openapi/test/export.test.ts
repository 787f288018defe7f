import { differencesBetween, type JsonObject } from '@jackfield/core'
import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, it } from 'vitest'
import { corpusFolder, openapiEntries, swaggerEntries } from '../bench/corpus.ts'
import { openapiExporter, openapiFormat } from '../src/index.ts'

const corpus = corpusFolder()

/** The validator takes a property that is called `$id` for the identifier of a schema: it is shown one of another name. */
function renamed(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_, inner) =>
    typeof inner?.$id === 'object'
      ? Object.fromEntries(Object.entries(inner).map(([k, v]) => [k === '$id' ? 'id_' : k, v]))
      : inner,
  )
}

async function errorsIn(document: JsonObject): Promise<unknown> {
  const { valid, errors } = await new Validator().validate(renamed(document) as Record<string, unknown>)
  return valid ? undefined : errors
}

describe.skipIf(corpus === undefined)('documents that nobody here wrote (skipped without the corpus)', () => {
  it.each(['openapi', 'swagger'] as const)(
    'are the same connectors when they are exported: %s',
    {
      timeout: 600_000,
    },
    async (kind) => {
      const lost: unknown[] = []
      let [amended, operations] = [0, 0]
      for (const entry of kind === 'openapi' ? openapiEntries(corpus ?? '') : swaggerEntries(corpus ?? '')) {
        const { connector } = await openapiFormat().read(entry)
        if (connector === undefined) continue
        const { document, problems } = await openapiExporter().write(connector)
        const text = JSON.stringify(document)
        operations += Object.keys(connector.operations).length
        amended += text.split('"x-jackfield-operation"').length - 1
        const files = [{ path: 'openapi.json', bytes: new TextEncoder().encode(text) }]
        const again = await openapiFormat().read({ ...entry, kind: 'file', files })
        const differing = differencesBetween(connector, again.connector)
        if (differing.length > 0) lost.push([connector.id, differing.slice(0, 5)])
        if (problems.length > 0) lost.push([connector.id, problems.slice(0, 3)])
        const errors = await errorsIn(document)
        if (errors !== undefined) lost.push([connector.id, JSON.stringify(errors).slice(0, 600)])
      }
      console.log(kind, operations, 'operations,', amended, 'amended;', lost.length, 'lost')
      expect(lost).toEqual([])
    },
  )
})
