import { inputInvalid } from '../../errors/index.ts'
import { type Dict, isJsonObject, type Json, type JsonObject, type Schema } from '../../model/index.ts'
import { propertiesOf } from '../../validate/index.ts'
import { parameterText } from '../encode.ts'
import { itemsOf, type XmlKeywords, xmlKeywords } from './xml-keywords.ts'

/**
 * A value as an XML 1.0 document by its schema's `xml` keywords. Without them, properties are elements of their name,
 * and `@id` is an attribute, `#text` the text, as {@link readXml} has them. The root has the schema's `xml.name`, else
 * it is the value's one property. Throws `input-invalid`.
 */
export function writeXml(value: Json, schema: Schema, schemas: Dict<Schema>): string {
  const { name } = xmlKeywords(schema, schemas)
  const root = name === undefined ? onlyProperty(value, schema, schemas) : { name, value, schema }
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, schemas)}`
}

interface Node {
  readonly name: string
  readonly value: Json
  readonly schema: Schema
}

function onlyProperty(value: Json, schema: Schema, schemas: Dict<Schema>): Node {
  const [first, ...others] = isJsonObject(value) ? Object.entries(value) : []
  if (first === undefined || others.length > 0)
    throw inputInvalid('An XML body has no one root element.', {
      hint: "Name it: xml: { name: order } in the input's schema.",
    })
  return { name: first[0], value: first[1], schema: propertiesOf(schema, schemas).get(first[0]) ?? true }
}

function element({ name, value, schema }: Node, schemas: Dict<Schema>): string {
  return tagged(name, xmlKeywords(schema, schemas), contentOf(value, schema, schemas))
}

function tagged(key: string, { name = key, namespace, prefix }: XmlKeywords, { attributes, content }: Content): string {
  const tag = qualified(prefix, name)
  const own = namespace === undefined ? '' : ` xmlns${prefix === undefined ? '' : `:${prefix}`}="${escaped(namespace)}"`
  return content === '' ? `<${tag}${own}${attributes}/>` : `<${tag}${own}${attributes}>${content}</${tag}>`
}

function qualified(prefix: string | undefined, name: string): string {
  return prefix === undefined ? nameOf(name) : `${nameOf(prefix)}:${nameOf(name)}`
}

interface Content {
  readonly attributes: string
  readonly content: string
}

function contentOf(value: Json, schema: Schema, schemas: Dict<Schema>): Content {
  if (Array.isArray(value)) {
    const items = itemsOf(schema, schemas)
    return { attributes: '', content: elements('item', value, { schema: items, schemas }) }
  }
  if (!isJsonObject(value)) return { attributes: '', content: value === null ? '' : escaped(parameterText(value)) }
  return contentOfObject(value, schema, schemas)
}

function contentOfObject(value: JsonObject, schema: Schema, schemas: Dict<Schema>): Content {
  const properties = propertiesOf(schema, schemas)
  let [attributes, content] = ['', '']
  for (const [key, inner] of Object.entries(value)) {
    if (inner === null) continue
    const own = properties.get(key) ?? true
    const { attribute, text, name = key.replace(/^@/, ''), prefix } = xmlKeywords(own, schemas)
    if (text || key === '#text') content += escaped(parameterText(inner))
    else if (attribute || key.startsWith('@'))
      attributes += ` ${qualified(prefix, name)}="${attributeText(parameterText(inner))}"`
    else content += child({ name: key, value: inner, schema: own }, schemas)
  }
  return { attributes, content }
}

/** An array is its elements one after the other, or an element around them where it is `wrapped`. */
function child({ name, value, schema }: Node, schemas: Dict<Schema>): string {
  if (!Array.isArray(value)) return element({ name, value, schema }, schemas)
  const content = elements(name, value, { schema: itemsOf(schema, schemas), schemas })
  const keywords = xmlKeywords(schema, schemas)
  return keywords.wrapped ? tagged(name, keywords, { attributes: '', content }) : content
}

function elements(
  name: string,
  values: readonly Json[],
  { schema, schemas }: { readonly schema: Schema; readonly schemas: Dict<Schema> },
): string {
  return values.map((value) => element({ name, value, schema }, schemas)).join('')
}

/** Names come from inputs too, and must not become markup (XML 1.0, 2.3, without the rare letters). */
function nameOf(name: string): string {
  if (/^[\p{L}_][\p{L}\p{N}\p{M}._-]*$/u.test(name)) return name
  throw inputInvalid(`${JSON.stringify(name)} can't be the name of an XML element.`, {
    hint: 'Names are a letter, then letters, digits, dots, hyphens and underscores.',
  })
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
}

/** Readers make a space of a tab or a line break that stands in an attribute as itself (XML 1.0, 3.3.3). */
function attributeText(text: string): string {
  return escaped(text).replaceAll('\t', '&#9;').replaceAll('\n', '&#10;')
}

function escaped(text: string): string {
  if (/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(text))
    throw inputInvalid('A value has a character that XML can not hold.', { hint: 'Take out control characters.' })
  return text.replaceAll(/[&<>"\r]/g, (character) => entities[character] ?? character)
}
