import type {
  Answer,
  Body,
  DeclaredHeader,
  DeclaredResponse,
  Encoding,
  HttpCall,
  Parameter,
  Result,
  Succeeds,
} from '../../../src/model/index.ts'
import { input, literal, type Whole } from './whole.ts'

const header: Whole<DeclaredHeader> = { required: true, explode: true, schema: { type: 'integer' } }
const response: Whole<DeclaredResponse> = { content: ['application/json', 'text/csv'], headers: { 'x-total': header } }
const parameters: readonly Whole<Parameter>[] = (['path', 'query', 'header', 'cookie'] as const).map((place) => ({
  name: 'id',
  in: place,
  value: input('tags'),
  style: place === 'path' || place === 'header' ? 'simple' : 'form',
  explode: false,
  allowReserved: true,
  mediaType: 'application/json',
}))

const encoding: Whole<Encoding> = { mediaType: 'text/plain', style: 'form', explode: true, allowReserved: false }
const body: Whole<Body> = {
  mediaType: 'application/xml',
  value: {
    kind: 'object',
    properties: {
      note: input('note'),
      all: { kind: 'array', items: [literal('a'), { kind: 'text', parts: ['no ', { root: 'input', path: ['id'] }] }] },
    },
  },
  encoding: { note: encoding },
  schema: { type: 'object', xml: { name: 'order' }, properties: { note: { $ref: '#/schemas/Note' } } },
}

const answer: Whole<Answer> = { mediaType: 'application/xml', schema: { $ref: '#/schemas/Note' } }
const succeeds: Whole<Succeeds> = { at: '/code', equals: 0, message: '/text' }
const result: Whole<Result> = { at: '/data', where: { '/id': input('id') }, missing: 'fail' }

/** A request with all that it may have. */
export const http: Whole<HttpCall> = {
  method: 'POST',
  path: '/orders/{id}',
  parameters,
  body,
  answer,
  responses: { '200': response, '404': {} },
  consumes: ['application/xml', 'text/csv'],
  succeeds,
  result,
  policies: [{ use: 'set-header', with: { name: 'x', value: '1' } }],
  timeout: 1000,
  attempts: 2,
}
