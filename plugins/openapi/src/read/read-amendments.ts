import {
  type Connector,
  dict,
  isError,
  isJsonObject,
  type JsonObject,
  type Problem,
  pointer,
  segmentsOf,
} from '@jackfield/core'
import { type Amended, amendConnector } from '@jackfield/core/format'
import { extensionKeys } from '../extension-keys.ts'
import { type Located, own, pointerOf } from '../refs/index.ts'
import { renameReferences, schemasAt } from '../rename-references.ts'

interface Written {
  readonly root: Located
  /** The Operation Object of each operation, by id. */
  readonly operations: ReadonlyMap<string, Located>
}

export interface AmendedConnector {
  readonly connector: Connector
  readonly problems: readonly Problem[]
}

/** Lays what a document says in our own words over what it says in those of OpenAPI. */
export function readAmendments(connector: Connector, written: Written): AmendedConnector {
  const words = own(written.root.value, extensionKeys.connector)
  const operations = [...written.operations].flatMap(([id, { value }]): [string, JsonObject][] => {
    const said = own(value, extensionKeys.operation)
    return isJsonObject(said) ? [[id, inManifest(said)]] : []
  })
  if (words === undefined && operations.length === 0) return { connector, problems: [] }
  const amended = amendConnector(connector, {
    ...(isJsonObject(words) && { connector: inManifest(words) }),
    operations: dict(operations),
  })
  const wrong = amended.mistakes.filter(isError)
  const ids = new Set(operations.map(([id]) => id))
  return { connector: amended.connector, problems: wrong.map((each) => problemOf(each, written, ids)) }
}

function inManifest(words: JsonObject): JsonObject {
  return renameReferences(words, schemasAt.document, schemasAt.manifest) as JsonObject
}

/** Our pointers lead into a manifest, and a problem's into the document. */
function problemOf(
  mistake: Amended['mistakes'][number],
  { root, operations }: Written,
  ids: ReadonlySet<string>,
): Problem {
  const [kind = '', id = '', ...rest] = segmentsOf(mistake.pointer)
  const isOperation = (kind === 'actions' || kind === 'triggers') && ids.has(id)
  const { place } = (isOperation ? operations.get(id) : undefined) ?? root
  const below = isOperation
    ? pointer(extensionKeys.operation, ...rest)
    : pointer(extensionKeys.connector) + mistake.pointer
  const at = pointerOf(place) + below
  return { ...mistake, file: place.document.file, ...place.document.locate([at])[0], pointer: at }
}
