import { dict, type Json, type Pointer, type Problem, pointer } from '@jackfield/core'
import {
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type YAMLError,
} from 'yaml'
import { endsBefore } from './ends-before.ts'
import { offsetWithin } from './offset-within.ts'
import { deepest, tooDeep } from './too-deep.ts'
import { repairUnquoted } from './unquoted.ts'

/** A YAML or JSON text as a value, with the place of everything in it. */
export interface Source {
  readonly file: string
  /** Absent where the text can't be read at all. */
  readonly value?: Json
  readonly problems: readonly Problem[]
  /** Where a value stands. `character` of a text moves on to a place inside it. */
  place(at: Pointer, character?: number): Place
  /** Where a property's name stands. */
  keyPlace(at: Pointer): Place
}

export interface Place {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly pointer: Pointer
}

const largest = 2 ** 20

/** Reads YAML 1.2 (JSON is part of it), without anchors, tags or keys other than text. */
export function readSource(file: string, text: string): Source {
  if (text.length > largest)
    return unreadable(file, {
      code: 'flow-too-large',
      message: `The file is larger than ${largest} characters.`,
      hint: 'Divide it into several flows.',
    })
  const deep = tooDeep(text)
  if (deep !== undefined) return nested(file, text.slice(0, deep))
  const { repaired, problems: unquoted } = repairUnquoted(file, text)
  try {
    return new SourceReader(file, repaired, unquoted).read()
  } catch (error) {
    return unreadable(file, {
      code: 'yaml-invalid',
      message: `The file can not be read: ${(error as Error).message}`,
      hint: 'Write it as YAML 1.2 or JSON.',
    })
  }
}

function nested(file: string, before: string): Source {
  const [line, column] = [before.split('\n').length, before.length - before.lastIndexOf('\n')]
  const message = `It is nested deeper than ${deepest} levels.`
  return unreadable(file, { code: 'flow-nested', message, line, column, hint: 'Flatten it.' })
}

function unreadable(file: string, problem: Problem): Source {
  const place = (at: Pointer): Place => ({ file, line: 1, column: 1, pointer: at })
  return { file, problems: [{ line: 1, column: 1, ...problem, file, pointer: '' }], place, keyPlace: place }
}

class SourceReader {
  readonly #file: string
  readonly #text: string
  readonly #lines = new LineCounter()
  readonly #problems: Problem[]
  readonly #values = new Map<Pointer, Node>()
  readonly #keys = new Map<Pointer, number>()

  constructor(file: string, text: string, problems: readonly Problem[]) {
    this.#file = file
    this.#text = text
    this.#problems = [...problems]
  }

  read(): Source {
    const document = parseDocument(this.#text, { lineCounter: this.#lines, prettyErrors: false })
    for (const error of [...document.errors, ...document.warnings].map(inWords))
      this.#report(
        {
          code: 'yaml-invalid',
          message: `${error.message}.`,
          hint: endsBefore(document, error, this.#lines) ?? hintFor(error, this.#lineAt(error.pos[0])),
        },
        error.pos[0],
        '',
      )
    const { contents } = document
    const readable = isNode(contents) && document.errors.every((error) => error.code === 'DUPLICATE_KEY')
    return {
      file: this.#file,
      ...(readable ? { value: this.#value(contents, '') } : {}),
      problems: this.#problems,
      place: (at, character) => this.#placeOf(at, character),
      keyPlace: (at) => this.#placeAt(this.#keys.get(at) ?? 0, at),
    }
  }

  #value(node: unknown, at: Pointer): Json {
    if (!isNode(node)) return null
    this.#values.set(at, node)
    this.#locate(node, at)
    if (isMap(node)) return dict(node.items.flatMap((pair) => this.#property(pair, at)))
    if (isSeq(node)) return node.items.map((item, index) => this.#value(item, at + pointer(index)))
    if (isScalar(node) && isPlain(node.value)) return node.value
    return this.#refuse(node, at)
  }

  /** What was wrong before the text could be read has no pointer yet. */
  #locate(node: Node, at: Pointer): void {
    const { line, column } = this.#placeAt(startOf(node) ?? 0, at)
    this.#problems.forEach((problem, index) => {
      if (problem.pointer === undefined && problem.line === line && problem.column === column)
        this.#problems[index] = { ...problem, pointer: at }
    })
  }

  #property(pair: Pair, at: Pointer): [string, Json][] {
    if (!isPair(pair) || !isScalar(pair.key) || typeof pair.key.value !== 'string') {
      this.#report(
        { code: 'yaml-invalid', message: 'A name is not text.', hint: 'Quote it.' },
        startOf(pair.key) ?? 0,
        at,
      )
      return []
    }
    const below = at + pointer(pair.key.value)
    this.#keys.set(below, startOf(pair.key) ?? 0)
    return [[pair.key.value, this.#value(pair.value, below)]]
  }

  #refuse(node: Node, at: Pointer): null {
    const message = 'Anchors, aliases, tags and numbers that JSON does not have are not supported in a flow document.'
    this.#report({ code: 'yaml-invalid', message, hint: 'Write the value out.' }, startOf(node) ?? 0, at)
    return null
  }

  #report(problem: Problem, offset: number, at: Pointer): void {
    this.#problems.push({ ...problem, ...this.#placeAt(offset, at) })
  }

  #placeOf(at: Pointer, character = 0): Place {
    const node = this.#values.get(at)
    const start = startOf(node) ?? 0
    if (character === 0 || !isScalar(node) || typeof node.value !== 'string') return this.#placeAt(start, at)
    const written = this.#text.slice(start, node.range?.[1] ?? start)
    return this.#placeAt(start + offsetWithin(written, node.value, character), at)
  }

  #placeAt(offset: number, at: Pointer): Place {
    const { line, col } = this.#lines.linePos(offset)
    return { file: this.#file, line: Math.max(1, line), column: Math.max(1, col), pointer: at }
  }

  #lineAt(offset: number): string {
    return this.#text.slice(this.#text.lastIndexOf('\n', offset - 1) + 1).split('\n', 1)[0] ?? ''
  }
}

/** The parser's own limit: blocks inside each other. */
function inWords({ code, message, pos }: YAMLError): Pick<YAMLError, 'code' | 'message' | 'pos'> {
  return { code, pos, message: /call stack/.test(message) ? 'It is nested too deeply' : message }
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined
}

function isPlain(value: unknown): value is null | boolean | number | string {
  return value === null || typeof value === 'boolean' || typeof value === 'string' || Number.isFinite(value)
}

function hintFor({ code }: Pick<YAMLError, 'code'>, line: string): string {
  if (line.includes('{%')) return "Quote the expression: '{% … %}'."
  return code === 'DUPLICATE_KEY' ? 'Keep one of the two.' : 'Correct the line, or quote the text in it.'
}
