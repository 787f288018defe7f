import type { Connector, Exported, Exporter, JsonObject, Problem } from '@jackfield/core'
import { differencesBetween, withoutFunctions } from '@jackfield/core/format'
import { readDocument } from '../read/index.ts'
import { complete } from './complete.ts'
import { writeDocument } from './write-document.ts'

/** The exporter `openapi`: any connector as an OpenAPI 3.1 document, which reads as that connector again. */
export function openapiExporter(): Exporter {
  return { name: 'openapi', write }
}

function write(connector: Connector): Exported {
  const { operations, problems } = withoutFunctions(connector)
  const { extends: _, ...whole } = { ...connector, operations }
  const document = documentOf(whole)
  return { document, problems: [...problems, ...lost(whole, document)] }
}

function documentOf(connector: Connector): JsonObject {
  const first = writeDocument(connector, new Set())
  const read = readBack(first.document, connector)
  const unnamed = [...first.places.keys()].filter((id) => !Object.hasOwn(read.operations, id))
  if (unnamed.length === 0) return complete(first, connector, read)
  const named = writeDocument(connector, new Set(unnamed))
  return complete(named, connector, readBack(named.document, connector))
}

function readBack(document: JsonObject, { id }: Connector): Connector {
  const source = { file: '', path: '', value: document, locate: () => [] }
  return readDocument(source, { id }).connector as Connector
}

/** One more alias, which a named operation has when it is read, is nothing that is lost. */
function lost(connector: Connector, document: JsonObject): readonly Problem[] {
  return differencesBetween(connector, readBack(document, connector))
    .filter((at) => !/^\/operations\/[^/]+\/aliases$/.test(at))
    .map((at) => ({
      code: 'document-differs',
      message: 'An OpenAPI document does not say this as it is.',
      pointer: at,
      hint: 'look at it in the document, and write what is meant.',
    }))
}
