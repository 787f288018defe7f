import type { Attack } from './attack.ts'

/** On the time and the memory of the machine. */
export const timeAndMemory: readonly Attack[] = [
  { name: 'a loop', run: 'for (;;) {}', fails: 'request-timeout' },
  {
    name: 'a loop at the top',
    endless: true,
    top: 'for (;;) {}',
    fails: 'code-failed',
    saying: /no definition within 1500 ms/,
  },
  {
    name: 'a loop in the definition',
    endless: true,
    module: `export default { id: 'x', get version() { for (;;) {} } }`,
    fails: 'code-failed',
    saying: /no definition within 1500 ms/,
  },
  {
    name: 'microtasks',
    run: 'const again = () => void Promise.resolve().then(again); again(); return new Promise(() => {})',
    fails: 'request-timeout',
  },
  { name: 'a promise that never settles', run: 'return new Promise(() => {})', fails: 'request-timeout' },
  {
    name: 'a wait for shared memory',
    run: 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)',
    fails: 'request-timeout',
  },
  { name: 'a slow expression', run: `return /^(a+)+$/.test('a'.repeat(40) + 'b')`, fails: 'request-timeout' },
  { name: 'a long sleep', run: 'await clock.sleep(1e9)', fails: 'request-timeout' },
  {
    name: 'objects without end',
    run: 'const all = []; for (;;) all.push({ all: [1, 2, 3] })',
    fails: 'connector-failed',
    saying: /process ended/,
  },
  {
    name: 'bytes without end',
    run: `const all = []; for (;;) all.push(new Uint8Array(1 << 24).fill(1))`,
    fails: 'connector-failed',
    saying: /allocation failed|process ended/,
  },
  {
    name: 'text without end',
    run: `let text = 'x'; for (;;) text += text`,
    fails: 'connector-failed',
    saying: /string length/,
  },
  { name: 'memory of WebAssembly', run: 'return typeof WebAssembly', output: 'undefined' },
]
