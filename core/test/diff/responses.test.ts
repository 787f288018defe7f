import { describe, expect, it } from 'vitest'
import { diffConnectors } from '../../src/diff/index.ts'
import type { DeclaredResponse, Dict, HttpCall, Json } from '../../src/model/index.ts'
import { actionOf, withOperations } from './models.ts'

const answering = (responses: Dict<DeclaredResponse>) =>
  withOperations(actionOf('get', { http: { ...(actionOf('get').http as HttpCall), responses } }))

const total = (schema: Json): DeclaredResponse => ({ headers: { 'x-total': { schema: schema as { type: string } } } })
const [whole, text] = [total({ type: 'integer' }), total({ type: 'string' })]

const found = (base: Dict<DeclaredResponse>, revision: Dict<DeclaredResponse>): readonly string[] =>
  diffConnectors(answering(base), answering(revision)).map(
    ({ kind, level, pointer }) => `${level} ${kind} ${pointer.replace('/operations/get/http/responses/', '')}`,
  )

describe('answers that are declared by a range, and by their status', () => {
  it.each<[string, Dict<DeclaredResponse>, Dict<DeclaredResponse>, readonly string[]]>([
    [
      'a range becomes statuses',
      { '2XX': whole },
      { '200': whole, '201': text },
      ['risky response.header 201/headers/x-total', 'safe response.status 2XX'],
    ],
    [
      'statuses become a range',
      { '200': whole, '201': text },
      { '2XX': whole },
      ['risky response.header 201/headers/x-total', 'risky response.status 2XX'],
    ],
    ['everything becomes a status', { default: whole }, { '200': whole }, ['safe response.status default']],
    [
      'a status becomes everything',
      { '200': whole },
      { default: text },
      ['risky response.header 200/headers/x-total', 'risky response.status default'],
    ],
    ['a status stands beside its range', { '2XX': whole }, { '2XX': whole, '200': whole }, []],
    [
      'a status that stands beside its range is another',
      { '2XX': whole },
      { '2XX': whole, '200': text },
      ['risky response.header 200/headers/x-total'],
    ],
    ['a status comes before its range', { '2XX': text, '200': whole }, { '200': whole }, ['safe response.status 2XX']],
    ['a range goes', { '200': {}, '4XX': {} }, { '200': {} }, ['risky response.failure 4XX']],
    ['failures become one', { '200': {}, '4XX': {} }, { '200': {}, '404': {} }, ['safe response.failure 4XX']],
  ])('%s', (_name, base, revision, expected) => {
    expect(found(base, revision)).toEqual(expected)
  })
})

describe('answers that are declared to come without a body, or without one that is asked for', () => {
  const [empty, full] = [{ content: [] }, { content: ['application/json'] }]
  const [csv, both] = [{ content: ['text/csv'] }, { content: ['text/csv', 'application/json'] }]
  const offered = ['safe response.media-offered 201/content/text~1csv']
  const any = { content: ['*/*'] }

  it.each<[string, Dict<DeclaredResponse>, Dict<DeclaredResponse>, readonly string[]]>([
    ['one comes', { '200': full }, { '200': full, '201': empty }, ['risky response.status 201']],
    ['one comes with a body', { '200': full }, { '200': full, '201': full }, ['safe response.status 201']],
    ['a redirect comes', { '200': full }, { '200': full, '302': {} }, ['risky response.status 302']],
    ['one comes that is no JSON', { '200': full }, { '200': full, '201': csv }, ['risky response.status 201']],
    [
      'one is no JSON any more',
      { '200': full, '201': full },
      { '200': full, '201': csv },
      ['risky response.status 201', ...offered],
    ],
    ['one may be something else as well', { '200': full, '201': full }, { '200': full, '201': both }, offered],
    ['one comes beside a file', { '200': csv }, { '200': csv, '201': full }, ['safe response.status 201']],
    ['one comes as anything', { '200': full }, { '200': full, '201': any }, ['safe response.status 201']],
    ['one comes that does not say', { '200': full }, { '200': full, '201': {} }, ['safe response.status 201']],
    ['one comes where none has any', { '200': empty }, { '200': empty, '201': empty }, ['safe response.status 201']],
    ['one has none any more', { '200': full, '201': {} }, { '200': full, '201': empty }, ['risky response.status 201']],
    ['one of a range has none', { '2XX': full }, { '2XX': full, '201': empty }, ['risky response.status 201']],
    ['one has one now', { '200': full, '201': empty }, { '200': full, '201': full }, []],
    ['one stays', { '200': full, '201': empty }, { '200': full, '201': empty }, []],
  ])('%s', (_name, base, revision, expected) => {
    expect(found(base, revision)).toEqual(expected)
  })
})
