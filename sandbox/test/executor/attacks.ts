/** One thing that a connector's code tries, and what comes of it. */
export interface Attack {
  readonly name: string
  /** The body of an async action `(input, services)`. */
  readonly run?: string
  /** The body of a polling trigger's generator. */
  readonly poll?: string
  /** Before the definition, at the top of the module. */
  readonly top?: string
  /** In place of the whole module. */
  readonly module?: string
  /** Whether its definition never comes. */
  readonly endless?: true
  /** What its one invocation answers. */
  readonly output?: unknown
  /** The code of the error of its one invocation, or of the problem where there is no connector. */
  readonly fails?: string
  /** Found in that error's message. */
  readonly saying?: RegExp
}

const tries = (expressions: readonly string[]): string => `
  const got = []
  for (const attempt of [${expressions.map((expression) => `async () => ${expression}`).join(', ')}])
    try { const value = await attempt(); if (value !== undefined) got.push(String(attempt)) } catch {}
  return got`

const builtins = ['fs', 'fs/promises', 'net', 'child_process', 'worker_threads', 'vm', 'inspector', 'module', 'os']
const spelled = [
  ...builtins,
  'sqlite',
  'process',
  'http',
  'dgram',
  'dns',
  'tls',
  'cluster',
  'repl',
  'v8',
  'wasi',
  'test',
]

export const attacks: readonly Attack[] = [
  // Time.
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
  // Memory.
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
  // The process.
  {
    name: 'an end of the process',
    run: tries(['process.exit(1)', 'process.abort()', 'process.reallyExit(1)', 'process.exitCode.x']),
    output: [],
  },
  {
    name: 'signals to other processes',
    run: tries([
      'process.kill(process.ppid, 0)',
      'process.kill(-1, 0)',
      'process._kill(1, 0)',
      'process._debugProcess(1)',
    ]),
    output: [],
  },
  { name: 'the environment', run: 'return Object.keys(process.env)', output: [] },
  {
    name: 'files imported',
    module: `import { readFileSync } from 'node:fs'\nexport default readFileSync`,
    fails: 'code-failed',
    saying: /imports "node:fs"/,
  },
  {
    name: 'files imported without a prefix',
    module: `import * as all from 'fs'\nexport default all`,
    fails: 'code-failed',
    saying: /imports "fs"/,
  },
  { name: 'files required', module: `export default require('fs')`, fails: 'code-failed' },
  {
    name: 'a path out of the connector',
    module: `export { default } from '../../neighbour/connector.js'`,
    fails: 'code-failed',
    saying: /imports "\.\.\/\.\./,
  },
  {
    name: 'a package',
    module: `export { default } from 'rolldown'`,
    fails: 'code-failed',
    saying: /imports "rolldown"/,
  },
  {
    name: 'built-in modules in every spelling',
    run: tries(spelled.flatMap((name) => [`import('no' + 'de:${name}')`, `import(String('${name}'))`])),
    output: [],
  },
  {
    name: 'built-in modules by other doors',
    run: tries([
      `process.getBuiltinModule('fs')`,
      `process.binding('fs')`,
      `process._linkedBinding('fs')`,
      `process.mainModule.require('fs')`,
      `require(String('fs'))`,
      `module.constructor._load('fs')`,
      `globalThis.require(String('fs'))`,
      `globalThis.process.constructor.constructor('return process')().binding`,
      `import.meta.resolve(String('node:fs'))`,
      `fs.readFileSync('/etc/passwd')`,
    ]),
    output: [],
  },
  {
    name: 'code from text',
    run: tries([
      `eval("import('node:fs')")`,
      `(0, eval)("import('node:fs')")`,
      `new Function("return import('node:fs')")()`,
      `(async () => {}).constructor("return import('node:fs')")()`,
      `(function* () {}).constructor("yield 1")().next()`,
      `setTimeout("globalThis.seen = 1") && undefined`,
    ]),
    output: [],
  },
  {
    name: 'modules from addresses',
    run: tries([
      `import(String('data:text/javascript,export default 1'))`,
      `import(String('file:///etc/passwd'), { with: { type: 'json' } })`,
      `import(String('http://127.0.0.1/x.js'))`,
      `import(String('blob:nodedata:1'))`,
      `import(String('/etc/passwd'))`,
      `import(String('jackfield:other'))`,
      `URL.createObjectURL(1)`,
    ]),
    output: [],
  },
  {
    name: 'the network',
    run: 'return ["fetch", "WebSocket", "EventSource", "XMLHttpRequest", "navigator", "Worker", "BroadcastChannel", "MessageChannel", "localStorage"].filter((name) => name in globalThis)',
    output: [],
  },
  {
    name: 'its own channel',
    run: tries([
      'process.send({})',
      'process.stdout.write("x")',
      'process.channel.unref()',
      'process.stderr.fd',
      'process.disconnect()',
    ]),
    output: [],
  },
  // Other calls and the host.
  {
    name: 'changed globals',
    run: `
  const changed = []
  for (const [name, change] of Object.entries({
    then: () => { Promise.prototype.then = 1; return Promise.prototype.then === 1 },
    parse: () => { JSON.parse = () => 1; return JSON.parse('2') === 1 },
    prototype: () => { Object.prototype.polluted = 1; return ({}).polluted === 1 },
    array: () => { Array.prototype.push = 1; return Array.prototype.push === 1 },
    iterator: () => { Array.prototype[Symbol.iterator] = 1; return Array.prototype[Symbol.iterator] === 1 },
    proto: () => { ({}).__proto__.polluted = 1; return ({}).polluted === 1 },
    map: () => { Map.prototype.get = 1; return Map.prototype.get === 1 },
  })) try { if (change()) changed.push(name) } catch {}
  return changed`,
    output: [],
  },
  {
    name: 'a result with a prototype',
    run: `return JSON.parse('{ "__proto__": { "polluted": true } }')`,
    fails: 'connector-failed',
    saying: /__proto__/,
  },
  {
    name: 'a request with a prototype',
    run: `return storage.put('a', JSON.parse('{ "__proto__": 1 }'))`,
    fails: 'argument-invalid',
  },
  {
    name: 'keys of other areas',
    run: `
  const found = []
  for (const key of ['secret', '../neighbour/secret', 'pune/neighbour secret', '__proto__', 'constructor'])
    if ((await storage.get(key)) !== undefined) found.push(key)
  return found`,
    output: [],
  },
  {
    name: 'a storage filled',
    run: `
  for (let n = 0; ; n += 1) try { await storage.put('k' + n, 'x'.repeat(1e6)) } catch (error) { return [n, error.code] }`,
    output: [16, 'argument-invalid'],
  },
  {
    name: 'a flood of lines',
    run: `for (let n = 0; n < 1e5; n += 1) log.info('x'.repeat(1e4)); return 'done'`,
    output: 'done',
  },
  {
    name: 'a flood of requests',
    run: `return (await Promise.all(Array.from({ length: 500 }, () => http.get('echo').then(() => 1)))).length`,
    output: 500,
  },
  {
    name: 'a body too large',
    run: `await http.post('echo', { body: 'x'.repeat(1e7) })`,
    fails: 'connector-failed',
    saying: /more than 8388608 characters/,
  },
  {
    name: 'answers too large',
    run: `
  const large = await Promise.all(Array.from({ length: 64 }, () => http.get('large').then(() => 'sent', (error) => error.code)))
  return [...new Set(large)]`,
    output: ['answer-unreadable'],
  },
  {
    name: 'its own tools changed, so that it speaks as it likes',
    run: `
  const { writeUInt32BE } = Buffer.prototype
  Buffer.prototype.writeUInt32BE = function (value, ...at) { return writeUInt32BE.call(this, 0xffffffff, ...at) }
  await storage.get('a')`,
    fails: 'connector-failed',
    saying: /more than a message may have/,
  },
  {
    name: 'work that goes on after the call',
    run: `setTimeout(() => { for (;;) {} }, 20); return 'done'`,
    output: 'done',
  },
  {
    name: 'a prototype of what the web has changed',
    run: `
  EventTarget.prototype.dispatchEvent = AbortController.prototype.abort = () => { throw 1 }
  for (;;) {}`,
    fails: 'request-timeout',
  },
  {
    name: 'built-in modules with attributes and as a source',
    run: tries([
      `import(String('node:fs'), { with: { type: 'builtin' } })`,
      `import(String('fs'), { with: { type: 'json' } })`,
      `import(String('node:fs?query'))`,
      `import(String('NODE:FS'))`,
      `import(new URL('node:fs'))`,
      `import({ toString: () => 'node:fs' })`,
      `import.source(String('node:fs'))`,
      `import(String('data:application/wasm;base64,AGFzbQEAAAA='))`,
    ]),
    output: [],
  },
  {
    name: 'modules required by a maker of require',
    module: `import { createRequire } from 'node:module'\nexport default createRequire(import.meta.url)('node:fs')`,
    fails: 'code-failed',
    saying: /imports "node:module"/,
  },
  // Strange values.
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
  // The service.
  {
    name: 'other origins',
    run: `
  const refused = []
  for (const path of ['https://evil.example.com/', '//evil.example.com/', 'http:evil', '../up', '\\\\\\\\evil', '@evil'])
    refused.push(await http.get(path).then(() => 'sent', (error) => error.code))
  return refused`,
    output: Array.from({ length: 6 }, () => 'path-refused'),
  },
  {
    name: 'headers that are two',
    run: `
  const refused = []
  for (const headers of [{ a: 'b\\r\\nX-Api-Key: c' }, { 'a\\r\\nb': 'c' }, { host: 'evil' }, { 'transfer-encoding': 'chunked' }, { connection: 'close' }])
    refused.push(await http.get('echo', { headers }).then(() => 'sent', (error) => error.code))
  return refused`,
    output: Array.from({ length: 5 }, () => 'argument-invalid'),
  },
  {
    name: 'its credential from an echo',
    run: `
  const answer = await http.get('echo')
  return JSON.stringify([answer.headers, answer.text()]).includes('planted')`,
    output: false,
  },
  {
    name: 'options that are none',
    run: `return http.get('echo', { fetch: 1 }).catch((error) => error.code)`,
    output: 'argument-invalid',
  },
  { name: 'a poll without end', poll: `for (let n = 0; ; n += 1) yield { id: String(n % 10), data: n }` },
  {
    name: 'a poll that does not close',
    poll: `try { for (let n = 0; n < 150; n += 1) yield { id: String(n), data: n } } finally { for (;;) {} }`,
  },
  {
    name: 'a parser that overflows',
    module: `export default ${'('.repeat(100_000)}1${')'.repeat(100_000)}`,
    fails: 'code-failed',
  },
]
