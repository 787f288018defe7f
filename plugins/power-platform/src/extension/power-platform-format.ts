import {
  type Format,
  isError,
  type Peek,
  type Problem,
  type ReadConnector,
  type SourceEntry,
  type SourceFile,
} from '@jackfield/core'
import { connectorIdFrom } from '@jackfield/core/format'
import { documentWords, openSource, peekDocument, peekJson, readDocument, rootOf } from '@jackfield/openapi'
import { createHooks } from '../operations/index.ts'
import { problemsOf, publisherOf, readProperties } from '../properties/index.ts'
import { findFolder } from './find-folder.ts'
import { marksIn } from './marks-in.ts'

/** Its files are OpenAPI documents too, for formats that know no more of them. */
const certainty = 7

/** The format `power-platform`: a folder with `apiDefinition.swagger.json` and `apiProperties.json`. */
export function powerPlatformFormat(): Format {
  return {
    name: 'power-platform',
    version: 1,
    claims: (entry) => (findFolder(entry) === undefined ? false : certainty),
    peek,
    words,
    read,
  }
}

/** What the definition says of itself, and the properties of its publisher. */
async function peek(entry: SourceEntry): Promise<Peek | null> {
  const found = findFolder(entry)
  const peeked = found === undefined ? null : await peekDocument(found.definition, connectorIdFrom(entry.name))
  if (peeked === null || found?.properties === undefined) return peeked
  const { path } = found.properties
  const value = peekJson(found.properties)
  if (value === null) return null
  const publisher = publisherOf({ value, place: rootOf({ file: path, path, value, locate: () => [] }) })
  return publisher === undefined ? peeked : { ...peeked, about: { ...peeked.about, publisher } }
}

/** Whatever stands elsewhere, triggers included, is an operation of the definition. */
function words(entry: SourceEntry): readonly string[] | null {
  const found = findFolder(entry)
  return found === undefined ? null : documentWords(found.definition, connectorIdFrom(entry.name))
}

async function read(entry: SourceEntry): Promise<ReadConnector> {
  const id = connectorIdFrom(entry.name)
  const found = findFolder(entry)
  if (found === undefined) return { problems: [], id }
  const definition = await openSource(entry, found.definition)
  const properties = found.properties === undefined ? undefined : await openSource(entry, found.properties)
  const problems = [...definition.problems, ...(properties?.problems ?? [withoutProperties(entry, found.definition)])]
  if (definition.document === undefined || (properties !== undefined && properties.document === undefined))
    return { problems, id }
  const root = { value: definition.document.value, place: rootOf(definition.document) }
  const about = properties?.document
  const said = about === undefined ? undefined : { value: about.value, place: rootOf(about) }
  if (about !== undefined && said !== undefined) problems.push(...problemsOf(about, said))
  if (problems.some(isError)) return { problems, id }
  const { hooks, security } = createHooks(readProperties(said, found.hasScript), root, marksIn(found.definition))
  const { open, directed } = definition
  const result = readDocument(definition.document, {
    id,
    open,
    directed,
    hooks,
    ...(security !== undefined && { security }),
  })
  return { id, ...result, problems: [...problems, ...definition.problemsOfOthers(), ...result.problems] }
}

function withoutProperties({ path }: SourceEntry, definition: SourceFile): Problem {
  return {
    code: 'properties-missing',
    severity: 'warning',
    message: 'There is no apiProperties.json beside the definition: it is read by itself.',
    file: `${path}/${definition.path}`,
    hint: 'put apiProperties.json into the folder.',
  }
}
