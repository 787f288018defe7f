import type {
  Confirm,
  JsonObject,
  Operation,
  Options,
  SchemaFrom,
  Server,
  Unavailable,
} from '../../../src/model/index.ts'
import { http } from './http.ts'
import { code, pages, poll } from './polling.ts'
import { secret, webhook } from './webhook.ts'
import { input, type Whole } from './whole.ts'

const fields: JsonObject = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'string' }, note: { type: 'string' }, tags: { type: 'array', items: { type: 'string' } } },
}

const confirm: Whole<Confirm> = { operation: 'find', input: input(), after: 1000 }
const options: Whole<Options> = {
  operation: 'find',
  input: input(),
  items: '/items',
  value: '/id',
  label: '/name',
}

const schemaFrom: Whole<SchemaFrom> = { operation: 'find', input: input(), at: '/schema', field: '/note' }
const unavailable: Whole<Unavailable> = { feature: 'auth.http.digest', reason: 'It asks for Digest.' }

/** What all kinds of operations have. */
type Common = Omit<Whole<Operation>, 'http' | 'poll' | 'webhook' | 'code' | 'pages'>

export const server: Whole<Server> = {
  url: 'https://{host}/v1',
  variables: { host: { from: 'region', map: { eu: 'eu.example.com', us: 'us.example.com' }, default: 'eu' } },
}

const common = (id: string): Common => ({
  id,
  formerly: [`${id}-before`],
  aliases: [`${id}-too`],
  kind: 'action',
  title: id,
  description: 'It does.',
  visibility: 'public',
  deprecated: true,
  effect: 'once',
  confirm,
  input: fields,
  output: { type: 'object', properties: { id: { type: 'string' }, size: { type: 'integer' } } },
  security: [{ key: [] }, { oauth: ['read'] }],
  servers: [server],
  unavailable,
  options: { '/note': options },
  schemaFrom: { input: schemaFrom, output: schemaFrom },
})

const trigger = (id: string): Common => ({ ...common(id), kind: 'trigger', effect: 'read' })

/** Operations of every kind, with all that they may have. */
export const operations: readonly Operation[] = [
  { ...common('call'), http },
  ...pages.map((one) => ({ ...common(`pages-${one.kind}`), http, pages: one })),
  { ...common('coded'), code },
  { ...trigger('polled'), poll },
  { ...trigger('located'), poll: { ...poll, cursor: { type: 'location', start: 'now' } } },
  { ...trigger('delivered'), webhook },
  {
    ...trigger('told'),
    webhook: { ...webhook, verify: { kind: 'token', in: 'header', name: 'x', prefix: 'B ', secret } },
  },
  { ...trigger('asked'), webhook: { ...webhook, verify: { kind: 'basic', username: 'u', secret } } },
  {
    ...common('find'),
    effect: 'read',
    http: { method: 'GET', path: '/find', parameters: [], timeout: 1000, attempts: 2 },
  },
]
