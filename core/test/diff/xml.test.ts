import { describe, expect, it } from 'vitest'
import { diffConnectors } from '../../src/diff/index.ts'
import type { Connector, HttpCall, JsonObject, Schema } from '../../src/model/index.ts'
import { actionOf, withOperations } from './models.ts'

const order = (field: JsonObject): JsonObject => ({
  type: 'object',
  xml: { name: 'order' },
  properties: { lines: { type: 'array', items: { $ref: '#/schemas/Line' } }, id: field },
})

interface Named {
  readonly schema?: Schema
  readonly schemas: Connector['schemas']
}

const connector = ({ schema = { $ref: '#/schemas/Order' }, schemas }: Named): Connector => {
  const http: HttpCall = {
    ...(actionOf('send').http as HttpCall),
    method: 'POST',
    body: { mediaType: 'application/xml', value: { kind: 'value', from: { root: 'input', path: ['order'] } }, schema },
    answer: { mediaType: 'application/xml', schema },
  }
  return { ...withOperations(actionOf('send', { http, effect: 'once' })), schemas }
}

const found = (base: Named, revision: Named) =>
  diffConnectors(connector(base), connector(revision)).map(({ kind, level }) => `${level} ${kind}`)

const line = (name: string): JsonObject => ({ type: 'object', xml: { name }, description: name })
const base: Named = { schemas: { Order: order({ type: 'string' }), Line: line('line') } }
const both = ['risky operation.request', 'risky response.media']

describe('what is written and read as XML', () => {
  it.each<[string, Named, readonly string[]]>([
    ['itself', structuredClone(base), []],
    ['other words', { schemas: { ...base.schemas, Line: { ...line('line'), description: 'other' } } }, []],
    ['another name behind references', { schemas: { ...base.schemas, Line: line('row') } }, both],
    ['an attribute', { schemas: { ...base.schemas, Order: order({ xml: { attribute: true } }) } }, both],
    [
      'a reference of another name',
      { schema: { $ref: '#/schemas/O' }, schemas: { ...base.schemas, O: order({}) } },
      [],
    ],
    ['what is referred to written out', { schema: order({}), schemas: base.schemas }, []],
    ['names in a part', { schemas: { ...base.schemas, Line: { allOf: [{ xml: { name: 'row' } }] } } }, both],
    [
      'one more field',
      {
        schemas: {
          ...base.schemas,
          Order: { ...order({}), properties: { ...(order({}).properties as JsonObject), at: { xml: { name: 'x' } } } },
        },
      },
      [],
    ],
  ])('differs from %s in names alone', (_name, revision, expected) => {
    expect(found(base, revision)).toEqual(expected)
    expect(found(revision, base)).toEqual(expected)
  })

  it('ends where schemas refer to themselves', () => {
    const tree = (name: string): JsonObject => ({
      xml: { name },
      properties: { left: { $ref: '#/schemas/Order' }, right: { $ref: '#/schemas/Order' } },
    })
    expect(found({ schemas: { Order: tree('a') } }, { schemas: { Order: tree('a') } })).toEqual([])
    expect(found({ schemas: { Order: tree('a') } }, { schemas: { Order: tree('b') } })).toEqual(both)
  })
})
