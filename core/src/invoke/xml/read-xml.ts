import type { Dict, Json, Schema } from '../../model/index.ts'
import { partsOf, propertiesOf } from '../../validate/index.ts'
import { parseXml, type XmlElement } from './parse-xml.ts'
import { readScalar } from './read-scalar.ts'
import { typesOf } from './types-of.ts'
import { itemsOf, type XmlKeywords, xmlKeywords } from './xml-keywords.ts'

const instance = 'http://www.w3.org/2001/XMLSchema-instance'

/**
 * An XML document as JSON: the content of its root, by the `xml` keywords of a schema (OpenAPI 3.1, XML Object). What
 * the schema does not know is text, or an object of its elements by their local names, several as an array, with
 * attributes as `@id` and text beside them as `#text`. Throws `SyntaxError`.
 */
export function readXml(text: string, schema: Schema, schemas: Dict<Schema>): Json {
  return valueIn(parseXml(text), schema, schemas)
}

function valueIn(element: XmlElement, schema: Schema, schemas: Dict<Schema>): Json {
  if (element.attributes.some(({ local, uri, value }) => uri === instance && local === 'nil' && value === 'true'))
    return null
  const types = typesOf(schema, schemas)
  if (types.has('array')) return itemsIn(element, { name: undefined, schema: itemsOf(schema, schemas) }, schemas)
  const isObject = types.has('object') || propertiesOf(schema, schemas).size > 0
  if (isObject || !isPlain(element)) return objectOf(element, schema, schemas)
  return readScalar(element.text, types)
}

function isPlain({ attributes, children }: XmlElement): boolean {
  return children.length === 0 && attributes.every(({ uri }) => uri === instance)
}

/** Own properties, whatever their names. */
function objectOf(element: XmlElement, schema: Schema, schemas: Dict<Schema>): Json {
  const entries: [string, Json][] = []
  const taken = new Set<unknown>()
  for (const [name, property] of propertiesOf(schema, schemas)) {
    const found = propertyOf(element, { name, schema: property }, { schemas, taken })
    if (found !== undefined) entries.push([name, found])
  }
  const others = partsOf(schema, schemas).map(({ additionalProperties }) => additionalProperties)
  if (others.includes(false)) return Object.fromEntries(entries)
  const described = others.find((each) => typeof each === 'object' && each !== null) as Schema | undefined
  return Object.fromEntries([...entries, ...leftIn(element, { schemas, taken }, described ?? true)])
}

interface Property {
  readonly name: string | undefined
  readonly schema: Schema
}

interface Reading {
  readonly schemas: Dict<Schema>
  /** What of the element has its property: attributes, children, `text`. */
  readonly taken: Set<unknown>
}

function propertyOf(element: XmlElement, { name, schema }: Property, { schemas, taken }: Reading): Json | undefined {
  const keywords = xmlKeywords(schema, schemas)
  const types = typesOf(schema, schemas)
  if (keywords.text) {
    taken.add('text')
    return readScalar(element.text, types)
  }
  const isNamed = named(keywords, keywords.name ?? name)
  if (keywords.attribute) {
    const attribute = element.attributes.find(isNamed)
    taken.add(attribute)
    return attribute && readScalar(attribute.value, types)
  }
  if (types.has('array') && !keywords.wrapped) {
    const items = itemsOf(schema, schemas)
    const of = xmlKeywords(items, schemas)
    const found = element.children.filter(named(of, of.name ?? name))
    for (const child of found) taken.add(child)
    return found.map((child) => valueIn(child, items, schemas))
  }
  const child = element.children.find(isNamed)
  taken.add(child)
  if (child === undefined || !keywords.wrapped) return child && valueIn(child, schema, schemas)
  return itemsIn(child, { name, schema: itemsOf(schema, schemas) }, schemas)
}

/** A prefix is only a document's short word for a namespace; a schema without one takes any. */
function named({ namespace }: XmlKeywords, name: string | undefined) {
  return ({ local, uri }: Pick<XmlElement, 'local' | 'uri'>): boolean =>
    local === name && (namespace === undefined || uri === namespace)
}

/** The elements inside a wrapper; of any name where none has that of the items. */
function itemsIn(wrapper: XmlElement, { name, schema }: Property, schemas: Dict<Schema>): Json {
  const keywords = xmlKeywords(schema, schemas)
  const ofName = wrapper.children.filter(named(keywords, keywords.name ?? name))
  return (ofName.length > 0 ? ofName : wrapper.children).map((child) => valueIn(child, schema, schemas))
}

/** What has no property of its own; elements by the schema of additional ones. */
function leftIn(
  { attributes, children, text }: XmlElement,
  { schemas, taken }: Reading,
  described: Schema,
): [string, Json][] {
  const left = new Map<string, Json[]>()
  for (const child of children.filter((each) => !taken.has(each))) {
    const value = valueIn(child, described, schemas)
    const others = left.get(child.local)
    if (others === undefined) left.set(child.local, [value])
    else others.push(value)
  }
  const ofAttributes = attributes.filter((each) => !taken.has(each) && each.uri !== instance)
  const isText = !taken.has('text') && text.trim() !== ''
  return [
    ...ofAttributes.map(({ local, value }): [string, Json] => [`@${local}`, value]),
    ...[...left].map(([name, values]): [string, Json] => [name, values.length === 1 ? (values[0] as Json) : values]),
    ...(isText ? ([['#text', text]] as [string, Json][]) : []),
  ]
}
