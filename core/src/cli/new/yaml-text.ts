import { Document, isCollection, visit } from 'yaml'
import type { Json } from '../../model/index.ts'

const longestLine = 80

/** YAML as people write it: what fits on a line stands on one, `{ type: string, format: date }`. */
export function yamlText(value: Json): string {
  const document = new Document(value, { aliasDuplicateObjects: false })
  visit(document, {
    Collection(key, node, path) {
      const isWhole = path.length <= 2 && key !== 'value'
      const isShort = JSON.stringify(node.toJS(document)).length <= longestLine
      const isFlat = node.items.every((item) => !isCollection(Object(item).value) || isEmptyOrFlat(Object(item).value))
      if (!isWhole && isShort && isFlat) node.flow = true
      return undefined
    },
  })
  return document.toString({ lineWidth: 0, singleQuote: true, flowCollectionPadding: true })
}

/** Whether a collection has no other in it. */
function isEmptyOrFlat(node: { readonly items: readonly unknown[] }): boolean {
  return node.items.every((item) => !isCollection(item) && !isCollection(Object(item).value))
}
