import type { JSONSchema } from 'json-schema-to-typescript'
import type { NamedShape, Property, Shape } from '../shape/shape.ts'

/**
 * A shape in the few words of JSON Schema that json-schema-to-typescript prints as they are. `tsType` is copied
 * verbatim: it holds our own identifiers only, and every other text is a name in quotes, a literal or a comment.
 */
function printable(shape: Shape): JSONSchema {
  switch (shape.kind) {
    case 'primitive':
      return { type: shape.type }
    case 'literals':
      return { enum: [...shape.values] }
    case 'reference':
      return { tsType: shape.name }
    case 'object':
      return printableObject(shape.properties, shape.rest)
    case 'array':
      return { type: 'array', items: printable(shape.items) }
    case 'tuple':
      return printableTuple(shape)
    case 'union':
      return { anyOf: shape.of.map(printable) }
    case 'intersection':
      return { allOf: shape.of.map(printable) }
    default:
      return { tsType: verbatim[shape.kind] }
  }
}

const verbatim = {
  json: 'Json',
  unknown: 'unknown',
  never: 'never',
  'any-object': 'JsonObject',
  'no-properties': 'Record<string, never>',
} as const

/** A type that is declared by its name. */
export function printableType({ name, shape, doc }: NamedShape): JSONSchema {
  return { ...printable(shape), title: name, ...(doc !== undefined && { description: doc }) }
}

export function printableObject(properties: readonly Property[], rest?: Shape): JSONSchema {
  return {
    type: 'object',
    properties: Object.fromEntries(properties.map((property) => [property.name, printableProperty(property)])),
    required: properties.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: rest === undefined ? false : printable(rest),
  }
}

function printableProperty({ shape, doc }: Property): JSONSchema {
  return { ...printable(shape), ...(doc !== undefined && { description: doc }) }
}

/** One of each length that it may have: the printer's own way of saying so is not safe within other types. */
function printableTuple({ items, least, rest }: Extract<Shape, { kind: 'tuple' }>): JSONSchema {
  const lengths = Array.from({ length: items.length - least + 1 }, (_, more) => least + more)
  const variants = lengths.map((length) => ({
    type: 'array' as const,
    items: items.slice(0, length).map(printable),
    minItems: length,
    ...(rest === undefined || length < items.length
      ? { maxItems: length, additionalItems: false }
      : { additionalItems: printable(rest) }),
  }))
  const [only, ...others] = variants
  return others.length === 0 && only !== undefined ? only : { anyOf: variants }
}
