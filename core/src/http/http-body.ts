import { argumentInvalid } from '../errors/index.ts'
import type { CallFiles } from '../files/index.ts'
import type { HttpOptions, HttpPart } from './http.ts'
import { type BodyPart, multipartBody, newBoundary } from './multipart.ts'
import type { RequestBody } from './transport.ts'

export interface HttpBody {
  readonly body: RequestBody
  /** @default what the caller's headers say */
  readonly mediaType?: string
  /** Whether the caller's headers may say otherwise. */
  readonly isFixed?: boolean
}

const kinds = ['json', 'body', 'form', 'multipart', 'file'] as const

/** What connector code wants sent. Throws `argument-invalid`, `file-unknown`. */
export async function httpBody(given: HttpOptions, files: CallFiles | undefined): Promise<HttpBody | undefined> {
  const said = kinds.filter((kind) => given[kind] !== undefined)
  if (said.length > 1)
    throw argumentInvalid(`A request was not sent: it has ${said.map((kind) => `"${kind}"`).join(' and ')}.`, {
      hint: 'Give one of them.',
    })
  if (given.json !== undefined) return { body: JSON.stringify(given.json), mediaType: 'application/json' }
  if (given.body !== undefined) return { body: given.body }
  if (given.form !== undefined) return { body: formText(given.form), mediaType: 'application/x-www-form-urlencoded' }
  if (given.file !== undefined) return fileBody(given.file, known(files))
  return given.multipart === undefined ? undefined : partsBody(given.multipart, files)
}

function formText(form: NonNullable<HttpOptions['form']>): string {
  const pairs = new URLSearchParams()
  for (const [name, value] of Object.entries(form))
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) pairs.append(name, String(one))
  return pairs.toString()
}

async function fileBody(reference: string, files: CallFiles): Promise<HttpBody> {
  const { size, mediaType, open } = await files.content(reference)
  return { body: { length: size, open }, mediaType }
}

async function partsBody(parts: readonly HttpPart[], files: CallFiles | undefined): Promise<HttpBody> {
  const boundary = newBoundary()
  const read = await Promise.all(parts.map((part) => bodyPart(part, files)))
  return {
    body: multipartBody(read, boundary),
    mediaType: `multipart/form-data; boundary=${boundary}`,
    isFixed: true,
  }
}

async function bodyPart(part: HttpPart, files: CallFiles | undefined): Promise<BodyPart> {
  const name = String(part.name)
  if ('value' in part) return { name, content: String(part.value) }
  if ('json' in part) return { name, content: JSON.stringify(part.json), mediaType: 'application/json' }
  const content = await known(files).content(part.file)
  return {
    name,
    fileName: part.fileName ?? content.name,
    mediaType: part.mediaType ?? content.mediaType,
    content,
  }
}

function known(files: CallFiles | undefined): CallFiles {
  if (files !== undefined) return files
  throw argumentInvalid('A request was not sent: there are no files here.')
}
