import type { ReadConnector } from '@jackfield/core'
import { membersOf, type Place, pointerOf, rootOf, type SourceDocument } from '../refs/index.ts'

interface Places {
  readonly places: ReadonlyMap<string, Place>
  readonly schemas: ReadonlyMap<string, Place>
}

/** Where a part of the model was written: its operation, its schema, or the key that it came from. */
export function placing(document: SourceDocument, known: Places): NonNullable<ReadConnector['place']> {
  return (model) => {
    const [area = '', name = ''] = model
      .split('/')
      .slice(1, 3)
      .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'))
    const place =
      area === 'operations' ? known.places.get(name) : area === 'schemas' ? known.schemas.get(name) : undefined
    const at =
      place === undefined
        ? membersOf({ value: document.value, place: rootOf(document) }).some(([key]) => key === area)
          ? `/${area}`
          : ''
        : pointerOf(place)
    const from = place?.document ?? document
    return { file: from.file, pointer: at, ...from.locate([at])[0] }
  }
}
