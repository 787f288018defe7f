import type { Parameter } from '@jackfield/core'
import type { ParameterRead } from './parameter-read.ts'

export interface ReadPath {
  /** With what it has of a query and a fragment, as the model has it. */
  readonly path: string
  readonly parameters: readonly Parameter[]
  /** Names of pairs that stand in its query, and so nowhere else. */
  readonly inQuery: ReadonlySet<string>
}

/** A path template: each name is filled in where it stands, several in one segment and in a query too. */
export function readPath(written: string, described: readonly ParameterRead[]): ReadPath {
  const { path, query, fragment } = splitPath(written.trim())
  const filled = encoded(path.startsWith('/') ? path : `/${path}`) + (query === '' ? '' : `?${encoded(query)}`)
  const names = [...new Set(namesIn(filled))]
  const pairs = query.split('&').map((pair) => decoded(pair.split('=', 1)[0] ?? ''))
  return {
    path: filled + (fragment === '' ? '' : `#${encoded(fragment).replaceAll(/[{}]/g, '')}`),
    parameters: names.map((name) => inPath(name, describing(name, described))),
    inQuery: new Set([...pairs, ...namesIn(query)]),
  }
}

function splitPath(written: string): { readonly path: string; readonly query: string; readonly fragment: string } {
  const [, path = '', query = '', fragment = ''] = /^([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(written) ?? []
  return { path, query, fragment }
}

/** The names that are filled in a path template. */
export function namesIn(text: string): string[] {
  return [...(text.split('#', 1)[0] ?? '').matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name)
}

/** The parameter of the path, else of the query, that a name stands for. */
function describing(name: string, described: readonly ParameterRead[]): ParameterRead | undefined {
  const named = described.filter((each) => each.name === name)
  return named.find((each) => each.in === 'path') ?? named.find((each) => each.in === 'query')
}

function inPath(name: string, described: ParameterRead | undefined): Parameter {
  const { style: _style, explode: _explode, allowReserved: _reserved, ...request } = described?.request ?? {}
  const value = request.value ?? { kind: 'value', from: { root: 'input', path: [described?.input ?? name] } }
  return { ...(described?.in === 'path' ? described.request : request), name, in: 'path', value }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

/** As it may stand in a URL; what is encoded already stays as it is, and so do the names. */
function encoded(text: string): string {
  return text
    .split(/(\{[^{}]+\})/)
    .map((piece, index) =>
      index % 2 === 1 ? piece : piece.replaceAll(/[^A-Za-z0-9\-._~:/@!$&'()*+,;=%?]/gu, encodeURIComponent),
    )
    .join('')
}
