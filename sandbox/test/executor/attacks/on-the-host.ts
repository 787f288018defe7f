import { type Attack, tries } from './attack.ts'

/** On other calls and the host. */
export const onTheHost: readonly Attack[] = [
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
]
