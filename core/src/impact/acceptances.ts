import { type Check, createSchemaCompiler } from '../invoke/index.ts'
import { isJsonObject, type Json, type Problem, pointer, type Schema } from '../model/index.ts'
import type { AcceptedFinding } from './assessment.ts'

const words: Schema = { type: 'string', pattern: '\\S' }
const schema: Schema = {
  type: 'object',
  required: ['accepted'],
  additionalProperties: false,
  properties: {
    accepted: {
      type: 'array',
      items: {
        type: 'object',
        required: ['fingerprint', 'by', 'until', 'why'],
        additionalProperties: false,
        properties: {
          fingerprint: { type: 'string', pattern: '^[0-9a-f]{16}$' },
          by: words,
          until: { type: 'string', format: 'date' },
          why: words,
        },
      },
    },
  },
}

/** What is said of values that look otherwise than they should. */
const unlike: Readonly<Record<string, readonly [complaint: string, hint: string]>> = {
  fingerprint: ['is no fingerprint', 'Copy it from the report that --format json writes.'],
  by: ['is empty', 'Write who accepted it.'],
  why: ['is empty', 'Write why nobody has to do anything.'],
}

let check: Check | undefined

/** What is wrong with `{ accepted: [{ fingerprint, by, until, why }] }`; `pointer` into it. */
export function acceptanceProblems(value: Json | undefined): readonly Problem[] {
  check ??= createSchemaCompiler({})(schema)
  const problems = check(value ?? null).map(inWords)
  return problems.length > 0 ? problems : repeated(acceptedIn(value))
}

/** The entries of what has no problems. */
export function acceptedIn(value: Json | undefined): readonly AcceptedFinding[] {
  const list = isJsonObject(value) && Array.isArray(value.accepted) ? value.accepted : []
  return list as unknown as readonly AcceptedFinding[]
}

/** Whether somebody's acceptance is over: its last day counts to its end, by UTC. `now`: milliseconds since 1970. */
export function isOver({ until }: Pick<AcceptedFinding, 'until'>, now: number): boolean {
  return until < new Date(now).toISOString().slice(0, 10)
}

function inWords({ code, ...problem }: Problem): Problem {
  const [complaint, hint] = (code === 'value-wrong' && unlike[problem.pointer?.split('/').at(-1) ?? '']) || []
  return {
    ...problem,
    code: 'acceptance-invalid',
    ...(complaint !== undefined && { message: `"${problem.pointer}" ${complaint}` }),
    hint: hint ?? problem.hint ?? 'Write accepted: [{ fingerprint, by, until, why }], each as text.',
  }
}

function repeated(entries: readonly AcceptedFinding[]): readonly Problem[] {
  const marks = entries.map(({ fingerprint }) => fingerprint)
  return marks.flatMap((mark, index) => {
    if (marks.indexOf(mark) === index) return []
    const at = pointer('accepted', index, 'fingerprint')
    const message = `"${at}" is accepted twice`
    return [{ code: 'acceptance-invalid', message, pointer: at, hint: 'Remove one of the entries.' }]
  })
}
