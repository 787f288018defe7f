import { dict, type Json, type Problem } from '@jackfield/core'
import { nextToken, type Token, textOf } from './json-tokens.ts'
import { positionAt } from './source-text.ts'

/** Deeper than any document of a person's making. */
export const deepestNesting = 500
/** Of one kind of mistake: a file full of them is told about in a few lines. */
const mostOfOneKind = 3

interface Open {
  readonly value: Record<string, Json> | Json[]
  /** Of an object, once its name was read. */
  name?: string
  /** What may come next. */
  state: 'first' | 'name' | 'colon' | 'value' | 'after'
}

/**
 * Reads what is nearly JSON: with comments, trailing or missing commas, control characters in texts, names given twice
 * (the last one counts). Each is a warning with its place. What can't be understood is an error. In linear time,
 * without recursion.
 */
export function readLenientJson(source: string, file: string): { value?: Json; problems: readonly Problem[] } {
  const problems: Problem[] = []
  const told = new Map<string, number>()
  const tell = (message: string, at: number, hint: string): void => {
    const kind = message.replace(/".*"/s, '')
    const count = (told.get(kind) ?? 0) + 1
    told.set(kind, count)
    if (count <= mostOfOneKind) problems.push({ ...mistake(message, at, hint), severity: 'warning' })
  }
  const mistake = (message: string, at: number, hint: string): Problem => ({
    code: 'text-syntax',
    message,
    file,
    ...positionAt(source, at),
    pointer: '',
    hint,
  })
  const result = parse(source, tell)
  if ('value' in result) return { value: result.value, problems }
  const { at, expected, deep } = result
  if (deep) return { problems: [...problems, tooDeep(file)] }
  const found = at >= source.length ? 'the end of the file' : JSON.stringify(source.slice(at, at + 1))
  const message = `It is not JSON: ${expected} should come here, not ${found}.`
  return { problems: [...problems, mistake(message, at, 'correct the syntax here.')] }
}

export function tooDeep(file: string): Problem {
  const message = `It is nested deeper than ${deepestNesting} levels.`
  return { code: 'text-nested', message, file, line: 1, column: 1, pointer: '', hint: 'flatten it.' }
}

type Tell = (message: string, at: number, hint: string) => void
type Parsed = { readonly value: Json } | { readonly at: number; readonly expected: string; readonly deep?: true }

function parse(source: string, tell: Tell): Parsed {
  const open: Open[] = []
  const commented = (at: number): void => tell('JSON has no comments; this one was passed over.', at, 'remove it.')
  let done: Json | undefined
  for (let at = 0; ; ) {
    const token = nextToken(source, at, commented)
    at = token.end
    const here = open.at(-1)
    if (here === undefined) {
      if (done !== undefined) return token.kind === 'end' ? { value: done } : wrong(token, 'the end of the file')
      const value = begin(source, token, tell)
      if (value === undefined) return wrong(token, 'a value')
      if (typeof value === 'object' && value !== null) open.push({ value: value as Open['value'], state: 'first' })
      done = value
    } else {
      const next = step(source, here, { token, tell })
      if (next === 'closed') open.pop()
      else if (typeof next === 'string') return wrong(token, next)
      else if (next !== undefined) open.push(next)
      if (open.length > deepestNesting) return { at, expected: '', deep: true }
    }
  }
}

const wrong = ({ start }: Token, expected: string): Parsed => ({ at: start, expected })

/** What follows inside `here`: a container that opens, `closed`, nothing to do, or what should have come. */
function step(source: string, here: Open, { token, tell }: { readonly token: Token; readonly tell: Tell }) {
  const isList = Array.isArray(here.value)
  if (token.kind === (isList ? ']' : '}') && here.state !== 'colon' && !(here.state === 'value' && !isList)) {
    if (here.state === 'name' || here.state === 'value')
      tell('A comma stands before a closing bracket.', token.start, 'remove it.')
    return 'closed' as const
  }
  if (here.state === 'after') return separate(source, here, { token, tell })
  if (isList || here.state === 'value') return take(source, here, { token, tell })
  if (here.state === 'colon') {
    if (token.kind !== ':') return '":"'
    here.state = 'value'
    return undefined
  }
  return takeName(source, here, { token, tell })
}

type Given = { readonly token: Token; readonly tell: Tell }

function separate(source: string, here: Open, given: Given): Open | string | undefined {
  const { token, tell } = given
  const isList = Array.isArray(here.value)
  if (token.kind === ',') {
    here.state = isList ? 'value' : 'name'
    return undefined
  }
  const begins = isList ? ['{', '[', 'text', 'literal'].includes(token.kind) : token.kind === 'text'
  if (!begins) return '"," or the closing bracket'
  tell('A comma is missing before it.', token.start, 'add a comma.')
  return isList ? take(source, here, given) : takeName(source, here, given)
}

function takeName(source: string, here: Open, { token, tell }: Given): string | undefined {
  if (token.kind !== 'text') return 'a name in double quotes'
  here.name = readText(source, token, tell)
  if (Object.hasOwn(here.value, here.name))
    tell(`The name ${JSON.stringify(here.name)} is given twice; the last one counts.`, token.start, 'remove one.')
  here.state = 'colon'
  return undefined
}

function take(source: string, here: Open, { token, tell }: Given): Open | string | undefined {
  const value = begin(source, token, tell)
  if (value === undefined) return 'a value'
  if (Array.isArray(here.value)) here.value.push(value)
  else here.value[here.name ?? ''] = value
  here.state = 'after'
  return typeof value === 'object' && value !== null ? { value: value as Open['value'], state: 'first' } : undefined
}

function begin(source: string, token: Token, tell: Tell): Json | undefined {
  if (token.kind === '{') return dict<Json>()
  if (token.kind === '[') return []
  if (token.kind === 'text') return readText(source, token, tell)
  return token.kind === 'literal' ? (JSON.parse(source.slice(token.start, token.end)) as Json) : undefined
}

function readText(source: string, token: Token, tell: Tell): string {
  const { value, plain } = textOf(source, token)
  if (!plain) tell('A text has a character that JSON does not allow in it.', token.start, 'write it as \\n or \\u….')
  return value
}
