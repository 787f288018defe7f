import { describe, expect, it } from 'vitest'
import { diffConnectors } from '../../src/diff/index.ts'
import { rules } from '../../src/diff/rules.ts'
import { exampleManifest } from './example-manifest.ts'
import { readManifest } from './read-manifest.ts'

const ids = rules.map((rule) => rule.id)

describe('each rule’s example', () => {
  it.each(rules.flatMap((rule) => (rule.example === undefined ? [] : [[rule.id, rule, rule.example] as const])))(
    '%s',
    async (id, rule, { of, base, revision }) => {
      const before = await readManifest(exampleManifest(of, base))
      const after = await readManifest(exampleManifest(of, revision))
      const own = diffConnectors(before, after).filter((change) => change.kind === id)
      expect(own.length).toBeGreaterThan(0)
      for (const change of own) expect([change.side, rule.levels.includes(change.level)]).toEqual([rule.side, true])
    },
  )
})

describe('the table of rules', () => {
  it('has each kind once, sorted', () => {
    expect(ids).toEqual([...new Set(ids)].sort())
  })

  it.each(rules.map((rule) => [rule.id, rule] as const))('tells people what %s is', (_id, rule) => {
    expect(rule.title).toMatch(/^[A-Z].*[^.]$/)
    expect(rule.explanation).toMatch(/^[A-Z].*\.$/s)
    expect(rule.levels.length).toBe(new Set(rule.levels).size)
  })
})

/** Words whose presence in one kind asks for another kind with the other word. */
const opposites: readonly (readonly [string, string])[] = [
  ['added', 'removed'],
  ['closed', 'opened'],
  ['loosened', 'tightened'],
  ['made-non-null', 'made-nullable'],
  ['made-optional', 'made-required'],
  ['narrowed', 'widened'],
  ['null-accepted', 'null-refused'],
  ['raised', 'reduced'],
  ['unwrapped', 'wrapped'],
]

/** Kinds without a counterpart, each with the reason. */
const waivers: Readonly<Record<string, string>> = {
  'input.required-added':
    'A required input that goes is input.removed: what a step supplies for it has no effect either way.',
}

describe('symmetry', () => {
  const asking = ids.flatMap((id) => {
    const pair = opposites.flatMap(([one, other]) => [
      [one, other],
      [other, one],
    ])
    const [word, opposite] = pair.find(([word]) => word !== undefined && new RegExp(`(^|[.-])${word}$`).test(id)) ?? []
    return word === undefined || opposite === undefined ? [] : [[id, id.slice(0, -word.length) + opposite] as const]
  })

  it.each(asking)('%s has %s, or a waiver', (id, counterpart) => {
    expect(ids.includes(counterpart) || Object.hasOwn(waivers, id)).toBe(true)
  })

  it('has no waiver that nothing needs', () => {
    for (const id of Object.keys(waivers)) {
      const [, counterpart] = asking.find(([asked]) => asked === id) ?? []
      expect(counterpart !== undefined && !ids.includes(counterpart)).toBe(true)
    }
  })
})
