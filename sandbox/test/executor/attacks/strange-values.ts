import type { Attack } from './attack.ts'

/** By values that are strange. */
export const strangeValues: readonly Attack[] = [
  { name: 'nothing thrown', run: 'throw null', fails: 'connector-failed', saying: /null/ },
  {
    name: 'a trap thrown',
    run: `throw new Proxy({}, { get() { throw 1 }, has() { throw 2 } })`,
    fails: 'connector-failed',
    saying: /can’t be shown/,
  },
  {
    name: 'a getter thrown',
    run: `throw { get message() { throw new Error('inner') } }`,
    fails: 'connector-failed',
    saying: /can’t be shown/,
  },
  {
    name: 'an error of the host',
    run: `throw Object.assign(new Error('mine'), { name: 'JackfieldError', code: 'connection-needs-reauthorisation', doubt: false })`,
    fails: 'connector-failed',
    saying: /mine/,
  },
  { name: 'a cycle', run: 'const a = {}; a.a = a; return a', fails: 'connector-failed', saying: /circular/ },
  { name: 'a big integer', run: 'return 1n', fails: 'connector-failed', saying: /BigInt/ },
  { name: 'a function', run: 'return () => 1', output: null },
  {
    name: 'a trap in toJSON',
    run: `return { toJSON() { throw new Error('inner') } }`,
    fails: 'connector-failed',
    saying: /inner/,
  },
  {
    name: 'a result too large',
    run: `return 'x'.repeat(1e8)`,
    fails: 'connector-failed',
    saying: /more than 8388608 characters|process ended/,
  },
  {
    name: 'a result too deep',
    run: 'let deep = []; for (let n = 0; n < 3000; n += 1) deep = [deep]; return deep',
    fails: 'connector-failed',
    saying: /too deeply/,
  },
  {
    name: 'an error in a timer',
    run: `setTimeout(() => { throw new Error('late') }); return new Promise(() => {})`,
    fails: 'connector-failed',
    saying: /late/,
  },
  {
    name: 'a rejection that nobody sees',
    run: `Promise.reject(new Error('unseen')); return new Promise(() => {})`,
    fails: 'connector-failed',
    saying: /unseen/,
  },
  { name: 'services after the call', run: `setTimeout(() => http.get('after'), 20); return 'done'`, output: 'done' },
]
