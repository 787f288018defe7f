import type { Json } from '@jackfield/core'
import jsonata from 'jsonata'
import type { Given, Sink } from './expression.ts'
import type { ReadingStep } from './reading-step.ts'

/** What became of a step. */
export type Outcome =
  | { readonly kind: 'supplied'; readonly value: Json }
  | { readonly kind: 'skipped' }
  | { readonly kind: 'threw'; readonly why: string }
  | { readonly kind: 'refused'; readonly why: string }

/**
 * Runs a step over one answer, as the reference says that flows run (`docs/reference/flow.md`), with jsonata itself.
 */
export async function playStep(step: ReadingStep, answer: Json | undefined): Promise<Outcome> {
  const scope = { trigger: {}, steps: answer === undefined ? {} : { source: answer } }
  try {
    if (step.when !== undefined && !truth(await evaluated(bare(step.when), scope))) return { kind: 'skipped' }
    if (step.forEach === undefined) return taken(step.to, await inputOf(step, scope))
    const over = await evaluated(bare(step.forEach), scope)
    const items = over === undefined || over === null ? [] : Array.isArray(over) ? (over as readonly Json[]) : [over]
    const given: Json[] = []
    for (const [index, item] of items.entries()) {
      const outcome = taken(step.to, await inputOf(step, { ...scope, item, index }))
      if (outcome.kind !== 'supplied') return outcome
      given.push(outcome.value)
    }
    return { kind: 'supplied', value: given }
  } catch (error) {
    return { kind: 'threw', why: (error as Error).message ?? String(error) }
  }
}

const parsed = new Map<string, jsonata.Expression>()

/** With jsonata itself; `undefined` where it has no value. */
export async function evaluated(text: string, scope: object): Promise<Json | undefined> {
  const expression = parsed.get(text) ?? jsonata(text)
  parsed.set(text, expression)
  const value: unknown = await expression.evaluate(scope)
  if (typeof value === 'function') throw new Error('It gives a function.')
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as Json)
}

const embedded = /\{%\s*(.*?)\s*%\}/gs

function bare(template: string): string {
  return template.replace(embedded, '$1')
}

async function inputOf({ give }: ReadingStep, scope: object): Promise<Readonly<Record<string, Json>>> {
  const value = await filled(give, scope)
  return value === undefined ? {} : { value }
}

async function filled(given: Given, scope: object): Promise<Json | undefined> {
  if (typeof given === 'string') return filledText(given, scope)
  if (Array.isArray(given)) {
    const all = await inOrder(given as readonly Given[], (each) => filled(each, scope))
    return all.filter((each) => each !== undefined)
  }
  const entries = await inOrder(
    Object.entries(given),
    async ([name, each]) => [name, await filled(each, scope)] as const,
  )
  return Object.fromEntries(entries.filter(([, each]) => each !== undefined)) as Json
}

async function inOrder<Each, Made>(
  all: readonly Each[],
  work: (each: Each) => Promise<Made>,
): Promise<readonly Made[]> {
  const made: Made[] = []
  for (const each of all) made.push(await work(each))
  return made
}

async function filledText(text: string, scope: object): Promise<Json | undefined> {
  const whole = /^\{%\s*([\s\S]*?)\s*%\}$/.exec(text)?.[1]
  if (whole !== undefined) return evaluated(whole, scope)
  let made = ''
  let from = 0
  for (const match of text.matchAll(embedded)) {
    const value = await evaluated(match[1] ?? '', scope)
    if (value === undefined) throw new Error('There is no value in the middle of text.')
    made += text.slice(from, match.index) + (typeof value === 'string' ? value : JSON.stringify(value))
    from = match.index + match[0].length
  }
  return made + text.slice(from)
}

/** As JSONata's `$boolean` has it. */
function truth(value: Json | undefined): boolean {
  if (Array.isArray(value)) return value.some(truth)
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0
  return Boolean(value)
}

/** What each sink takes; `anything` also nothing. */
const takes: Readonly<Record<Sink, (value: Json | undefined) => boolean>> = {
  anything: () => true,
  text: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  flag: (value) => typeof value === 'boolean',
  list: (value) => Array.isArray(value),
  record: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
}

function taken(sink: Sink, input: Readonly<Record<string, Json>>): Outcome {
  if (takes[sink](input.value)) return { kind: 'supplied', value: input }
  return { kind: 'refused', why: `the sink takes ${sink}, and gets ${JSON.stringify(input.value) ?? 'nothing'}` }
}
