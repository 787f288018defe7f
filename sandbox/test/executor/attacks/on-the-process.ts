import { type Attack, tries } from './attack.ts'

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

/** On the process that it runs in, and on what is outside. */
export const onTheProcess: readonly Attack[] = [
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
]
