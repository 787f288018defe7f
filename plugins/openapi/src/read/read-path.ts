import type { Parameter, Reference, Template } from '@jackfield/core'
import type { Feature } from '../features.ts'
import type { ParameterRead } from './parameter-read.ts'

export interface ReadPath {
  /** Relative to the server, without a query. */
  readonly path: string
  readonly parameters: readonly Parameter[]
  /** Names of query parameters that stand in it, and so nowhere else. */
  readonly inQuery: ReadonlySet<string>
  readonly lacks?: Feature
}

/**
 * A path template: what it has of a query are parameters of the query, a fragment is never sent, and each name is filled
 * in where it stands, several in one segment too.
 */
export function readPath(written: string, described: readonly ParameterRead[]): ReadPath {
  const [before = ''] = written.split('#')
  const mark = before.indexOf('?')
  const path = encodedPath(mark === -1 ? before : before.slice(0, mark))
  const query =
    mark === -1
      ? []
      : before
          .slice(mark + 1)
          .split('&')
          .filter(Boolean)
  const inPath = new Set(namesIn(path))
  const known = new Map([
    ...described.filter((each) => each.in === 'query').map((each) => [each.name, each] as const),
    ...described.filter((each) => each.in === 'path').map((each) => [each.name, each] as const),
  ])
  const pairs = query.map((pair) => readPair(pair, known))
  const lacks = pairs.find((each): each is Feature => typeof each === 'string')
  return {
    path,
    parameters: [
      ...[...inPath].map((name) => inPathOf(name, known.get(name))),
      ...pairs.filter((each): each is Parameter => typeof each === 'object'),
    ],
    inQuery: new Set([...query.map((pair) => decoded(pair.split('=', 1)[0] ?? '')), ...query.flatMap(namesIn)]),
    ...(lacks !== undefined && { lacks }),
  }
}

/** The names that stand anywhere in a path template. */
export function namesIn(text: string): string[] {
  return [...text.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name)
}

function inPathOf(name: string, known: ParameterRead | undefined): Parameter {
  return { ...known?.request, name, in: 'path', value: known?.request.value ?? inputOf(known?.input ?? name) }
}

function inputOf(name: string): Template {
  return { kind: 'value', from: { root: 'input', path: [name] } }
}

/** `q={query}`, `v=2`, or a name alone. */
function readPair(pair: string, known: ReadonlyMap<string, ParameterRead>): Parameter | Feature {
  const equals = pair.indexOf('=')
  const name = decoded(equals === -1 ? pair : pair.slice(0, equals))
  const value = equals === -1 ? '' : pair.slice(equals + 1)
  if (/[{}]/.test(name)) {
    const [only] = namesIn(name)
    return equals === -1 && name === `{${only}}` ? alone(only ?? '', known) : 'path.query-name'
  }
  const parts = value.split(/\{([^{}]+)\}/)
  if (parts.length === 1) return { name, in: 'query', value: { kind: 'literal', value: decoded(value) } }
  const reads = (part: string): string => known.get(part)?.input ?? part
  if (parts.length === 3 && parts[0] === '' && parts[2] === '')
    return { name, in: 'query', value: inputOf(reads(parts[1] ?? '')) }
  const pieces = parts.flatMap((part, index): (string | Reference)[] => {
    if (index % 2 === 1) return [{ root: 'input', path: [reads(part)] }]
    return part === '' ? [] : [decoded(part)]
  })
  return { name, in: 'query', value: { kind: 'text', parts: pieces } }
}

/** `?{filter}`: its properties or elements are the pairs. */
function alone(name: string, known: ReadonlyMap<string, ParameterRead>): Parameter {
  return { name, in: 'query', value: inputOf(known.get(name)?.input ?? name) }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

/** As it may stand in a URL; what is encoded already stays as it is. */
function encodedPath(text: string): string {
  const slashed = text.trim().startsWith('/') ? text.trim() : `/${text.trim()}`
  return slashed
    .split(/(\{[^{}]+\})/)
    .map((piece, index) =>
      index % 2 === 1
        ? piece
        : piece.replaceAll(/[^A-Za-z0-9\-._~:/@!$&'()*+,;=%]/gu, (character) => encodeURIComponent(character)),
    )
    .join('')
}
