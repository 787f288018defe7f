import type { Json, JsonObject } from '../model/index.ts'
import { patternSample } from './pattern-sample.ts'

const ofFormat: Readonly<Record<string, string>> = {
  date: '2026-01-31',
  'date-time': '2026-01-31T09:30:00Z',
  time: '09:30:00Z',
  email: 'name@example.com',
  hostname: 'www.example.com',
  uri: 'https://example.com/1',
  uuid: '123e4567-e89b-42d3-a456-426614174000',
}

/** A text, a number or the like that the keywords allow, as far as can be told without trying. */
export function scalarSample(type: string, keywords: JsonObject): Json | undefined {
  if (type === 'boolean') return true
  if (type === 'null') return null
  if (type === 'string') return text(keywords)
  return number(keywords, type === 'integer' ? 1 : 0.5)
}

function text({ format, pattern, minLength = 0, maxLength }: JsonObject): string | undefined {
  if (typeof format === 'string' && Object.hasOwn(ofFormat, format)) return ofFormat[format]
  if (typeof pattern === 'string') return patternSample(pattern)
  const least = Number(minLength)
  if (least > 1000) return undefined
  const long = 'text'.repeat(Math.max(1, Math.ceil(least / 4)))
  return least > 4 ? long.slice(0, least) : long.slice(0, typeof maxLength === 'number' ? maxLength : undefined)
}

function number(keywords: JsonObject, step: number): number {
  const of = (name: string): number | undefined => (typeof keywords[name] === 'number' ? keywords[name] : undefined)
  const multiple = of('multipleOf')
  const least =
    of('minimum') ?? (of('exclusiveMinimum') === undefined ? undefined : (of('exclusiveMinimum') ?? 0) + step)
  const most =
    of('maximum') ?? (of('exclusiveMaximum') === undefined ? undefined : (of('exclusiveMaximum') ?? 0) - step)
  const wanted = Math.min(Math.max(1, least ?? 1), most ?? Number.POSITIVE_INFINITY)
  const whole = step === 1 ? Math.ceil(wanted) : wanted
  return multiple === undefined || multiple <= 0 ? whole : Math.ceil(whole / multiple) * multiple
}
