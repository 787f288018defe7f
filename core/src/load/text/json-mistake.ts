import type { Problem } from '../../model/index.ts'
import { hintOf } from './ends-before.ts'

type Expectation = 'value' | 'first-value' | 'name' | 'first-name' | 'colon' | 'comma' | 'end'

const expected: Readonly<Record<Expectation, string>> = {
  value: 'a value',
  'first-value': 'a value or "]"',
  name: 'a name in double quotes',
  'first-name': 'a name in double quotes or "}"',
  colon: '":"',
  comma: '"," or the closing bracket',
  end: 'the end of the file',
}

const string = /"(?:[ !#-[\]-\uFFFF]|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}))*"/y
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])|(?:true|false|null)(?!\w)/y

/** Where a text stops being JSON (RFC 8259), for texts that are known not to be. */
export function findJsonMistake(text: string, file: string): Problem {
  const { at, expecting, open } = scan(text)
  const before = text.slice(0, at).split('\n')
  const found = at >= text.length ? 'the end of the file' : JSON.stringify(text[at])
  return {
    code: 'text-syntax',
    message: `It is not JSON: ${expected[expecting]} should come here, not ${found}.`,
    file,
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
    pointer: '',
    hint: cutAt(text, at, open) ?? hintFor(text.slice(at), expecting),
  }
}

/** What is said where the text ends within a bracket, or within a quote in its last line. */
function cutAt(text: string, at: number, open: readonly Open[]): string | null {
  const within =
    at >= text.length ? open.at(-1) : /^"[^"\n]*\s*$/.test(text.slice(at)) ? { at, closing: '"' } : undefined
  return within === undefined ? null : hintOf(within.closing, text.slice(0, within.at).split('\n').length)
}

function hintFor(rest: string, expecting: Expectation): string {
  if (/^(\/[/*]|#)/.test(rest)) return 'JSON has no comments; connector.yaml has.'
  if (expecting === 'name' && rest.startsWith('}')) return 'remove the comma before it.'
  if (expecting === 'value' && rest.startsWith(']')) return 'remove the comma before it.'
  return /^['\w]/.test(rest) ? 'text and names stand in double quotes.' : 'correct the syntax here.'
}

interface Open {
  readonly closing: string
  readonly at: number
}

function scan(text: string): Step & { open: readonly Open[] } {
  const open: Open[] = []
  let expecting: Expectation = 'value'
  for (let at = 0; ; ) {
    at = after(/[ \t\r\n]*/y, text, at) ?? at
    const step = next(text, at, expecting, open)
    if (step === undefined) return { at, expecting, open }
    at = step.at
    expecting = step.expecting
  }
}

type Step = { at: number; expecting: Expectation }

function next(text: string, at: number, expecting: Expectation, open: Open[]): Step | undefined {
  const character = text[at]
  const done = (end: number | undefined): Step | undefined =>
    end === undefined ? undefined : { at: end, expecting: open.length === 0 ? 'end' : 'comma' }
  if (character === open.at(-1)?.closing && ['comma', 'first-value', 'first-name'].includes(expecting)) {
    open.pop()
    return done(at + 1)
  }
  if (expecting === 'name' || expecting === 'first-name') return stepTo('colon', after(string, text, at))
  if (expecting === 'colon') return character === ':' ? { at: at + 1, expecting: 'value' } : undefined
  if (expecting === 'comma')
    return character === ',' ? { at: at + 1, expecting: open.at(-1)?.closing === '}' ? 'name' : 'value' } : undefined
  if (expecting === 'end') return undefined
  if (character === '{' || character === '[') {
    open.push({ closing: character === '{' ? '}' : ']', at })
    return { at: at + 1, expecting: character === '{' ? 'first-name' : 'first-value' }
  }
  return done(after(string, text, at) ?? after(scalar, text, at))
}

function stepTo(expecting: Expectation, at: number | undefined): Step | undefined {
  return at === undefined ? undefined : { at, expecting }
}

/** Where a sticky pattern's match ends, undefined where there is none. */
function after(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : undefined
}
