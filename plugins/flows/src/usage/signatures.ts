import type { Purpose } from './recorder.ts'

/** What a function does with its arguments. */
export interface Signature {
  readonly parameters: readonly { readonly as: Purpose; readonly throws: boolean }[]
  /** How many arguments it needs, the context included. */
  readonly required: number
  /** The type of the first argument, where the context takes its place when it is left out. */
  readonly context?: string
  /** The type of what it gives. */
  readonly result?: string
}

/**
 * One line for each function: its name, its parameters (`v` used as a value, `t` as a test, `i` counted, `w` in all
 * its parts; in capitals where the absence of the value is an error; `?` from there on optional), the type that the
 * context must have to stand in for the first, and the type of the result.
 */
const table = `
  sum           v     -        number
  count         i     -        integer
  max           v     -        number
  min           v     -        number
  average       v     -        number
  string        v?v   any      string
  substring     vv?v  string   string
  substringBefore vv  string   string
  substringAfter  vv  string   string
  lowercase     v     string   string
  uppercase     v     string   string
  length        v     string   integer
  trim          v     string   string
  pad           vv?v  string   string
  match         vV?v  string   array
  contains      vv    string   boolean
  replace       vVv?v string   string
  split         vV?v  string   array
  join          v?v   -        string
  formatNumber  vV?v  number   string
  formatBase    v?v   number   string
  formatInteger vV    number   string
  parseInteger  vV    string   number
  number        v     any      number
  floor         v     number   integer
  ceil          v     number   integer
  round         v?v   number   number
  abs           v     number   number
  sqrt          v     number   number
  power         vV    number   number
  random        -     -        number
  boolean       t     any      boolean
  not           t     any      boolean
  exists        t     -        boolean
  sift          vv    object   -
  keys          w     any      array
  lookup        vv    any      -
  spread        w     any      array
  each          vv    object   array
  error         ?v    -        -
  assert        T?v   -        -
  type          t     -        string
  base64encode  v     string   string
  base64decode  v     string   string
  encodeUrlComponent v string  string
  encodeUrl     v     string   string
  decodeUrlComponent v string  string
  decodeUrl     v     string   string
  toMillis      v?v   string   integer
  fromMillis    v?vv  number   string
  clone         v     object   -
  now           ?vv   -        string
  millis        -     -        integer
`

const purposes: Readonly<Record<string, Purpose>> = { v: 'value', t: 'test', i: 'iterate', w: 'whole' }

export const signatures: Readonly<Record<string, Signature | undefined>> = Object.fromEntries(
  table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/) as [string, string, string, string])
    .map(([name, parameters, context, result]) => [name, signatureOf(parameters, context, result)]),
)

function signatureOf(parameters: string, context: string, result: string): Signature {
  const [needed = '', optional = ''] = parameters.replace('-', '').split('?')
  return {
    parameters: [...`${needed}${optional}`].map((letter) => ({
      as: purposes[letter.toLowerCase()] ?? 'value',
      throws: letter !== letter.toLowerCase(),
    })),
    required: needed.length,
    ...(context === '-' ? {} : { context }),
    ...(result === '-' ? {} : { result }),
  }
}
