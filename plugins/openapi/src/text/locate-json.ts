import { type Pointer, segmentsOf } from '@jackfield/core'
import { nextToken, type Token, textOf } from './json-tokens.ts'
import { type Position, positionAt } from './source-text.ts'

/** A place that is looked for, or on the way to one. */
interface Wanted {
  readonly parent: Wanted | null
  readonly below: Map<string, Wanted>
  offset: number | undefined
}

interface Level {
  readonly isList: boolean
  /** Where the way to something that is looked for leads through it. */
  readonly wanted: Wanted | undefined
  index: number
  name: string | undefined
}

/** Where places of a JSON text stand, in one pass; one that there is not, at its nearest ancestor. */
export function locateJson(source: string, pointers: readonly Pointer[]): readonly Position[] {
  const root: Wanted = { parent: null, below: new Map(), offset: undefined }
  const wanted = pointers.map((at) => want(root, at))
  find(source, root)
  return wanted.map((each) => positionAt(source, offsetOf(each)))
}

function want(root: Wanted, at: Pointer): Wanted {
  let here = root
  for (const segment of segmentsOf(at)) {
    const next = here.below.get(segment) ?? { parent: here, below: new Map<string, Wanted>(), offset: undefined }
    here.below.set(segment, next)
    here = next
  }
  return here
}

function offsetOf(wanted: Wanted): number {
  for (let here: Wanted | null = wanted; here !== null; here = here.parent)
    if (here.offset !== undefined) return here.offset
  return 0
}

function find(source: string, root: Wanted): void {
  const open: Level[] = []
  for (let token = nextToken(source, 0); token.kind !== 'end'; token = nextToken(source, token.end)) {
    const here = open.at(-1)
    if (token.kind === '}' || token.kind === ']') open.pop()
    else if (token.kind === ',') next(here)
    else if (token.kind === 'text' && here !== undefined && !here.isList && here.name === undefined)
      named(here, source, token)
    else if (isValue(token)) {
      const wanted = here === undefined ? root : here.wanted?.below.get(keyOf(here))
      if (wanted !== undefined) wanted.offset ??= token.start
      if (token.kind === '{' || token.kind === '[')
        open.push({
          isList: token.kind === '[',
          wanted: (wanted?.below.size ?? 0) > 0 ? wanted : undefined,
          index: 0,
          name: undefined,
        })
    }
  }
}

/** Names that nobody looks for are not read. */
function named(here: Level, source: string, token: Token): void {
  here.name = here.wanted === undefined ? '' : textOf(source, token).value
}

function next(here: Level | undefined): void {
  if (here === undefined) return
  here.index++
  here.name = undefined
}

function isValue({ kind }: Token): boolean {
  return kind === 'text' || kind === 'literal' || kind === '{' || kind === '['
}

function keyOf({ isList, index, name }: Level): string {
  return isList ? String(index) : (name ?? '')
}
