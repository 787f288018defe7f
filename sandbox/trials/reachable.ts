import { makeFakeable } from './fakeable.ts'
import { type FormContent, withLists } from './form-lists.ts'
import { separated } from './segments.ts'

/** An operation as Prism reads it out of a document, as far as it is changed here. */
export interface PrismOperation {
  readonly iid?: string
  readonly method: string
  readonly path: string
  readonly request?: {
    readonly path?: readonly { readonly name: string }[]
    readonly body?: { readonly contents?: readonly FormContent[] }
  }
  readonly responses?: readonly PrismResponse[]
}

interface PrismResponse {
  readonly contents?: readonly { readonly mediaType: string; readonly schema?: unknown }[]
  readonly headers?: readonly { readonly name: string }[]
}

/**
 * What keeps Prism from seeing or answering a request that the document allows, said otherwise:
 * - a fragment and a query tell operations of one path apart in a document: nothing of them is ever in a request's
 * path;
 * - a name in a path may have any characters, and Prism finds values only of plain ones, each in a segment of its own;
 * - a list in a form;
 * - an answer of any type is JSON for whoever asks for that: Prism takes the range for a type of its own;
 * - a header of an answer whose name is none can't be answered.
 */
export function reachable<Operation extends PrismOperation>(operation: Operation): Operation {
  const path = pathIn(operation.path)
  const inPath = operation.request?.path?.filter(({ name }) => path.includes(`{${name}}`))
  const body = operation.request?.body
  const request = {
    ...operation.request,
    ...(inPath !== undefined && { path: inPath.map(withPlainName) }),
    ...(body !== undefined && { body: { ...body, contents: body.contents?.map(withLists) } }),
  }
  const responses = operation.responses?.map(answerable)
  return { ...operation, path: separated(withPlainNames(path)), request, ...(responses !== undefined && { responses }) }
}

export const pathIn = (path: string): string => path.replace(/[?#].*$/, '') || '/'

const plain = (name: string): string => name.replaceAll(/[^A-Za-z0-9_.-]/g, '_')
const withPlainName = <Named extends { readonly name: string }>(each: Named): Named => ({
  ...each,
  name: plain(each.name),
})
export const withPlainNames = (path: string): string =>
  path.replaceAll(/\{([^{}]*)\}/g, (_braces, name: string) => `{${plain(name)}}`)

function answerable(response: PrismResponse): PrismResponse {
  const { contents, headers } = response
  for (const { schema } of contents ?? []) makeFakeable(schema)
  const hasJson = contents?.some(({ mediaType }) => mediaType === json.mediaType) ?? false
  const stated = contents?.map((each) => (each.mediaType === '*/*' && !hasJson ? { ...each, ...json } : each))
  return {
    ...response,
    ...(stated !== undefined && { contents: stated }),
    ...(headers !== undefined && { headers: headers.filter(({ name }) => /^[\w!#$%&'*+.^`|~-]+$/.test(name)) }),
  }
}

const json = { mediaType: 'application/json' }
