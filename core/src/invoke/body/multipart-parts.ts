import type { CallFiles } from '../../files/index.ts'
import type { BodyPart } from '../../http/index.ts'
import { type Body, type Dict, isJsonObject, type Json, type Schema } from '../../model/index.ts'
import { isFileList, isFileSchema, partsOf, propertiesOf } from '../../validate/index.ts'
import { parameterText } from '../encode.ts'
import { encodingOf } from './form-body.ts'

export interface MultipartPlan {
  readonly encoding: Body['encoding']
  /** Properties whose values are files, or lists of them. */
  readonly files: ReadonlySet<string>
  /** Whether those of properties without a schema of their own are, too (`additionalProperties`). */
  readonly othersAreFiles: boolean
  /** Properties that have a schema of their own. */
  readonly known: ReadonlySet<string>
}

export function planMultipart(body: Body, schema: Schema, schemas: Dict<Schema>): MultipartPlan {
  const properties = [...propertiesOf(schema, schemas)]
  const files = properties.filter(([, inner]) => isFileSchema(inner, schemas) || isFileList(inner, schemas))
  return {
    encoding: body.encoding,
    files: new Set(files.map(([name]) => name)),
    othersAreFiles: partsOf(schema, schemas).some(
      ({ additionalProperties: others }) => isFileSchema(others, schemas) || isFileList(others, schemas),
    ),
    known: new Set(properties.map(([name]) => name)),
  }
}

/**
 * An object's properties as parts, an array as one for each element (RFC 7578, 4.3), objects as JSON, `null` left out.
 * Throws `file-unknown`, `input-invalid`.
 */
export async function multipartParts(value: Json, plan: MultipartPlan, files: CallFiles): Promise<BodyPart[]> {
  const parts: BodyPart[] = []
  for (const [name, inner] of isJsonObject(value) ? Object.entries(value) : [])
    for (const one of Array.isArray(inner) ? (inner as readonly Json[]) : [inner])
      if (one !== null) parts.push(await partOf(name, one, { plan, files }))
  return parts
}

async function partOf(
  name: string,
  value: Json,
  { plan, files }: { readonly plan: MultipartPlan; readonly files: CallFiles },
): Promise<BodyPart> {
  const { mediaType } = encodingOf(name, plan.encoding)
  if (isFilePart(name, plan) && typeof value === 'string') {
    const content = await files.content(value)
    return { name, fileName: content.name, mediaType: mediaType ?? content.mediaType, content }
  }
  const type = mediaType ?? (typeof value === 'object' ? 'application/json' : undefined)
  const content = type !== undefined && /[/+]json\b/.test(type) ? JSON.stringify(value) : parameterText(value)
  return { name, content, ...(type !== undefined && { mediaType: type }) }
}

function isFilePart(name: string, { files, known, othersAreFiles }: MultipartPlan): boolean {
  return files.has(name) || (othersAreFiles && !known.has(name))
}
