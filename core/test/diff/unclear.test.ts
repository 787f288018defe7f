import { describe, expect, it } from 'vitest'
import { diffReport } from '../../src/diff/index.ts'
import type { Connector, DiffReport, JsonObject } from '../../src/model/index.ts'
import { actionOf, answering, connectorOf, objectOf, withOperations } from './models.ts'

const report = (base: Connector, revision: Connector): DiffReport =>
  diffReport({ base: [base], revision: [revision], names: { base: 'a', revision: 'b' } })

const saying = (at: JsonObject): Connector => answering(objectOf({ list: { type: 'array', items: at } }))

describe('what is not understood', () => {
  it.each<[string, JsonObject, JsonObject]>([
    ['not', { type: 'string', not: { const: 'x' } }, { type: 'string' }],
    ['format', { type: 'string', format: 'phone' }, { type: 'string', format: 'fax' }],
    ['type "date"', { type: 'date' }, { type: 'string' }],
    ['$ref "#/schemas/Nowhere"', { type: 'string' }, { $ref: '#/schemas/Nowhere' }],
  ])(
    '%s is named in the message and in a problem, with its place, and nothing is called safe',
    (construct, one, other) => {
      const { complete, changes, problems, level } = report(saying(one), saying(other))
      expect([complete, level === 'safe' || level === 'none']).toEqual([false, false])
      const [change] = changes.filter(({ kind }) => kind === 'output.changed')
      expect(change).toMatchObject({ pointer: '/operations/get/output/properties/list/items' })
      expect(change?.message).toContain('Output "list[]"')
      expect(change?.message).toContain(construct)
      expect(problems).toEqual([
        {
          code: 'change-not-understood',
          message: `In "shop.get": ${change?.message.split('. ')[0]?.replace(/\.?$/, '.')}`,
          hint: expect.any(String),
        },
      ])
    },
  )

  it('is a pattern of an output, too, of which it is known that there may be other texts', () => {
    const [one, other] = ['^(?!x)', '^(?!xy)'].map((pattern) => saying({ type: 'string', pattern }))
    const { complete, changes, problems } = report(one as Connector, other as Connector)
    expect([complete, problems.length]).toEqual([false, 1])
    expect(changes).toMatchObject([{ kind: 'output.widened', level: 'risky' }])
    expect(changes[0]?.message).toBe('Output "list[]" differs in a way that is not understood: pattern.')
  })

  it('of an operation or a connector is named, too', () => {
    const later = { ...actionOf('get'), later: 1 }
    expect(report(withOperations(actionOf('get')), withOperations(later)).problems).toMatchObject([
      { message: expect.stringContaining('other parts of the operation') },
    ])
    expect(report(connectorOf(), { ...connectorOf(), later: 1 } as Connector).problems).toMatchObject([
      { message: expect.stringContaining('other parts of the connector') },
    ])
  })

  it('does not count where it could only refuse more', () => {
    const { complete, level } = report(saying({ type: 'string' }), saying({ type: 'string', not: { const: 'x' } }))
    expect([complete, level]).toEqual([true, 'safe'])
  })
})
