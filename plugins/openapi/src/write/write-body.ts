import { type Body, dict, isJsonObject, type Json, type JsonObject, type Operation } from '@jackfield/core'
import { filled } from './filled.ts'
import { isRequired, schemaOf } from './write-parameters.ts'
import { writeSchema } from './write-schema.ts'

/** A Request Body Object. */
export function writeBody({ mediaType, value, encoding }: Body, input: Operation['input']): JsonObject {
  const schema = writeSchema(schemaOf(value, input))
  const description = isJsonObject(schema) ? schema.description : undefined
  const described = typeof description === 'string' && isJsonObject(schema)
  const plain = described ? dict(Object.entries(schema).filter(([name]) => name !== 'description')) : schema
  return filled({
    description: described ? description : undefined,
    required: isRequired(value, input) ? true : undefined,
    content: { [mediaType]: filled({ schema: plain, encoding: encoding && writeEncoding(encoding) }) },
  })
}

function writeEncoding(encoding: NonNullable<Body['encoding']>): JsonObject {
  return dict<Json>(
    Object.entries(encoding).map(([name, { mediaType, style, explode, allowReserved }]) => [
      name,
      filled({
        contentType: mediaType,
        style:
          style === 'tabDelimited' || style === 'matrix' || style === 'label' || style === 'simple' ? undefined : style,
        explode,
        allowReserved,
      }),
    ]),
  )
}
