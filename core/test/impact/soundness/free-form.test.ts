import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../src/model/index.ts'
import { verdictOn } from './play.ts'

const text = { type: 'string' }
const listing: JsonObject = { type: 'object', properties: { y: text }, required: ['y'] }

/** `a` as it is in the base and in the revision, of which a step reads something. */
function status(expression: string, [base, revision]: readonly [JsonObject, JsonObject]): string {
  const output = (a: JsonObject): JsonObject => ({ type: 'object', properties: { a }, required: ['a'] })
  const played = { output: [output(base), output(revision)], input: [{}, {}], required: [false, false] } as const
  return verdictOn({ expression, where: 'x', ...played }).status
}

describe.each<readonly [what: string, base: JsonObject]>([
  ['anything', {}],
  ['an object of which nothing is said', { type: 'object' }],
  ['an object to which anything may be added', { type: 'object', additionalProperties: true }],
])('where %s came, and fields are listed now', (_what, base) => {
  it('is not known of a field that is none of them whether it comes', () => {
    expect(status('trigger.a.x', [base, listing])).toBe('risky')
    expect(status('trigger.a.x.y', [base, listing])).toBe('risky')
    expect(status('trigger.a.x ?? "none"', [base, listing])).toBe('risky')
    expect(status('$exists(trigger.a.x)', [base, listing])).toBe('risky')
  })

  it('is no alarm of one that is listed', () => {
    expect(['safe', 'unaffected']).toContain(status('trigger.a.y', [base, listing]))
  })

  it('is none where nothing is said of it still', () => {
    const described = { ...base, type: 'object', minProperties: 1 }
    expect(['safe', 'unaffected']).toContain(status('trigger.a.x', [base, described]))
  })

  it('breaks where nothing has a name any more, or no other field may come', () => {
    expect(status('trigger.a.x', [base, { ...listing, additionalProperties: false }])).toBe('broken')
    expect(status('trigger.a.x', [base, text])).toBe('broken')
  })
})

it('is nothing to who reads what was not listed beside what was', () => {
  const more = { ...listing, properties: { y: text, z: text } }
  expect(status('trigger.a.x', [listing, more])).toBe('unaffected')
})
