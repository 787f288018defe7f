import { parse, stringify } from 'yaml'
import type { Example } from '../../src/diff/rule.ts'

const whole = {
  jackfield: 1,
  id: 'example',
  version: '1.0.0',
  title: 'Example',
  servers: [{ url: 'https://api.example.com' }],
}
const find = { title: 'Find', http: 'GET /find', output: { type: ['object', 'null'] } }
const item = {
  type: 'object',
  required: ['id', 'number', 'at'],
  properties: { id: { type: 'string' }, number: { type: 'integer' }, at: { type: 'string', format: 'date-time' } },
}

/** The manifest that a rule's piece of one is a piece of. */
export function exampleManifest(of: Example['of'], piece: string): string {
  return stringify({ ...whole, ...around[of](parse(piece)) })
}

const around: Readonly<Record<Example['of'], (piece: object) => object>> = {
  connector: (piece) => ({ actions: { find }, ...piece }),
  action: (piece) => ({ actions: { find, call: { title: 'Call', output: { type: 'object' }, ...piece } } }),
  trigger: (piece) => ({ actions: { find }, triggers: { heard: { title: 'Heard', output: item, ...piece } } }),
  input: (input) => ({
    actions: { find, call: { title: 'Call', http: 'GET /call', input, output: { type: 'object' } } },
  }),
  output: (output) => ({ actions: { find, call: { title: 'Call', http: 'GET /call', output } } }),
}
