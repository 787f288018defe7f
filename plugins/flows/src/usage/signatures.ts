import type { Purpose } from './recorder.ts'

/** What a function does with its arguments. */
export interface Signature {
  readonly parameters: readonly Parameter[]
  /** How many arguments it needs, the context included. */
  readonly required: number
  /** The type of the first argument, where the context takes its place when it is left out. */
  readonly context?: string
  /** The type of what it gives. */
  readonly result?: string
  /** Whether it gives nothing, always a value, or a value at times, where its arguments are there. */
  readonly gives: 'nothing' | 'value' | 'perhaps'
  /** Whether it gives a value where its first argument is nothing. */
  readonly ofNothing: boolean
}

export interface Parameter {
  readonly as: Purpose
  /** Whether its absence is an error. */
  readonly throws: boolean
  /** Whether it is an array whose elements are used, each as a value. */
  readonly elements: boolean
}

/**
 * One line for each function: its name, its parameters (`v` used as a value, `e` by its elements, `t` as a test, `i`
 * counted, `w` in all its parts; in capitals where the absence of the value is an error; `?` from there on optional),
 * the type that the context must have to stand in for the first, the type of the result (`[]`: one or several), and
 * what it gives where its arguments are there and where the first is not: `!` a value, `~` a value at times, `0`
 * nothing.
 */
const table = `
  sum           e     -        number    !0
  count         i     -        integer   !!
  max           e     -        number    ~0
  min           e     -        number    ~0
  average       e     -        number    ~0
  string        v?v   any      string    !0
  substring     vv?v  string   string    !0
  substringBefore vv  string   string    !0
  substringAfter  vv  string   string    !0
  lowercase     v     string   string    !0
  uppercase     v     string   string    !0
  length        v     string   integer   !0
  trim          v     string   string    !0
  pad           vv?v  string   string    !0
  match         vV?v  string   object[]  ~0
  contains      vv    string   boolean   !0
  replace       vVv?v string   string    !0
  split         vV?v  string   array     !0
  join          e?v   -        string    !0
  formatNumber  vV?v  number   string    !0
  formatBase    v?v   number   string    !0
  formatInteger vV    number   string    !0
  parseInteger  vV    string   number    ~0
  number        v     any      number    !0
  floor         v     number   integer   !0
  ceil          v     number   integer   !0
  round         v?v   number   number    !0
  abs           v     number   number    !0
  sqrt          v     number   number    !0
  power         vV    number   number    !0
  random        -     -        number    !!
  boolean       t     any      boolean   !0
  not           t     any      boolean   !0
  exists        t     -        boolean   !!
  keys          w     any      string[]  ~0
  spread        w     any      -         ~0
  sift          vv    object   -         ~0
  lookup        vv    any      -         ~0
  each          vv    object   -         ~0
  clone         v     object   -         !0
  error         ?v    -        -         00
  assert        T?v   -        -         00
  type          t     -        string    !0
  base64encode  v     string   string    !0
  base64decode  v     string   string    !0
  encodeUrlComponent v string  string    !0
  encodeUrl     v     string   string    !0
  decodeUrlComponent v string  string    !0
  decodeUrl     v     string   string    !0
  toMillis      v?v   string   number    ~0
  fromMillis    v?vv  number   string    !0
  now           ?vv   -        string    !!
  millis        -     -        integer   !!
`

const purposes: Readonly<Record<string, Purpose>> = { v: 'value', e: 'value', t: 'test', i: 'iterate', w: 'whole' }
const givings: Readonly<Record<string, Signature['gives']>> = { '!': 'value', '~': 'perhaps', 0: 'nothing' }

export const signatures: Readonly<Record<string, Signature | undefined>> = Object.fromEntries(
  table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/) as [string, string, string, string, string])
    .map(([name, ...rest]) => [name, signatureOf(rest)]),
)

function signatureOf([parameters, context, result, gives]: [string, string, string, string]): Signature {
  const [needed = '', optional = ''] = parameters.replace('-', '').split('?')
  return {
    parameters: [...`${needed}${optional}`].map((letter) => ({
      as: purposes[letter.toLowerCase()] ?? 'value',
      throws: letter !== letter.toLowerCase(),
      elements: letter === 'e',
    })),
    required: needed.length,
    ...(context === '-' ? {} : { context }),
    ...(result === '-' ? {} : { result }),
    gives: givings[gives.charAt(0)] ?? 'perhaps',
    ofNothing: gives.charAt(1) === '!',
  }
}
