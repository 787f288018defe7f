import { argumentInvalid } from '../errors/index.ts'
import { isOrganisation, nearestName } from '../model/index.ts'
import type { EventName } from '../notify/index.ts'
import type { KernelOptions } from './kernel-options.ts'

interface Check {
  is(value: unknown): boolean
  readonly hint: string
}

const events: Readonly<Record<EventName, true>> = {
  'connector:ready': true,
  'connector:failed': true,
  'connector:changed': true,
  'connector:held': true,
  'connector:withdrawn': true,
  'connector:removed': true,
  'connection:authorised': true,
  'connection:failed': true,
  'run:started': true,
  'run:step': true,
  'run:finished': true,
  'run:failed': true,
  'listener:failed': true,
}

const duration: Check = {
  is: (value) => typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value) && value >= 0),
  hint: 'Give milliseconds, or a duration such as 200ms, 30s or 5m.',
}

const bytes: Check = {
  is: (value) => typeof value === 'number' && value >= 0,
  hint: 'Give a number of bytes: 32 * 1024 * 1024.',
}

const checks: Readonly<Record<keyof KernelOptions, Check>> = {
  plugins: {
    is: (value) => listOf(value, isPluginFolder),
    hint: "Give folders as [{ dir: 'plugins/connectors' }]; scope is 'host' or 'organisation:name'.",
  },
  connectors: { is: (value) => listOf(value, isObject), hint: 'Give an array of defineConnector(…).' },
  extensions: {
    is: (value) => listOf(value, (one) => isObject(one) && typeof one.name === 'string'),
    hint: 'Give an array of extensions, each called: [flows()].',
  },
  trust: {
    is: (value) => listOf(value, (id) => typeof id === 'string' && /^[a-z][a-z0-9-]*$/.test(id)),
    hint: "Give ids of connectors: ['billing'].",
  },
  store: { is: (value) => has(value, 'open'), hint: "Give store: sqlite('state/jackfield.db')." },
  keyProvider: { is: (value) => has(value, 'key'), hint: "Give keyProvider: keyFile('state/key')." },
  files: { is: (value) => has(value, 'open'), hint: "Give files: fileFolder('state/files')." },
  publicUrl: {
    is: isPublicUrl,
    hint: "Give the absolute URL under which the host hands requests to kernel.handle: 'https://app.example.com/jackfield'.",
  },
  connectTo: {
    is: (value) => isObject(value) && Object.values(value).every((target) => typeof target === 'string'),
    hint: "Give origins with the origins of their sockets: { 'https://api.example.com': 'http://127.0.0.1:4711' }.",
  },
  allowOrigins: {
    is: (value) => listOf(value, (origin) => typeof origin === 'string'),
    hint: "Give an array of origins: ['http://127.0.0.1:4711'].",
  },
  hold: { is: (value) => value === 'risky' || value === 'broken', hint: "Give 'risky' or 'broken'." },
  accepted: {
    is: (value) => typeof value === 'function',
    hint: 'Give a function that answers the findings that an organisation has accepted: (organisation) => […].',
  },
  validateOutput: {
    is: (value) => value === 'error' || value === 'warn' || value === 'off',
    hint: "Give 'error', 'warn' or 'off'.",
  },
  maxModelBytes: bytes,
  readAtStart: bytes,
  pollEvery: duration,
  confirmAfter: duration,
  rescanEvery: duration,
  closeWithin: duration,
  clock: { is: (value) => has(value, 'now', 'sleep'), hint: 'Give a clock with now() and sleep().' },
  log: {
    is: (value) => has(value, 'debug', 'info', 'warn', 'error'),
    hint: 'Give a log with debug(), info(), warn() and error().',
  },
  on: { is: areListeners, hint: `Give functions by event: ${Object.keys(events).join(', ')}.` },
}

/** Hosts without types, too, learn what they mistyped. Throws `argument-invalid`. */
export function checkOptions(options: unknown): asserts options is KernelOptions {
  if (!isObject(options) || options.store === undefined)
    throw argumentInvalid('createKernel: there is no store.', { hint: checks.store.hint })
  for (const [name, value] of Object.entries(options)) {
    const check = Object.hasOwn(checks, name) ? checks[name as keyof KernelOptions] : undefined
    if (check === undefined) throw unknown(name)
    if (value !== undefined && !check.is(value))
      throw argumentInvalid(`createKernel: ${name} can't be ${shown(name, value)}.`, { hint: check.hint })
  }
}

function unknown(name: string): Error {
  const known = Object.keys(checks)
  const nearest = nearestName(name, known)
  return argumentInvalid(`createKernel: there is no option "${name}".`, {
    hint: nearest === undefined ? `Options: ${known.join(', ')}.` : `Did you mean "${nearest}"?`,
  })
}

/** Never what may be a key. */
function shown(name: string, value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'this array'
  const plain = typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string'
  return plain && name !== 'keyProvider' ? JSON.stringify(value) : `this ${typeof value}`
}

function isPublicUrl(value: unknown): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return false
  const { protocol, username, password } = new URL(value)
  return /^https?:$/.test(protocol) && username === '' && password === '' && !/[?#]/.test(value)
}

function isPluginFolder(value: unknown): boolean {
  if (!isObject(value) || typeof value.dir !== 'string' || value.dir === '') return false
  const { scope = 'host' } = value
  if (scope === 'host') return true
  return typeof scope === 'string' && scope.startsWith('organisation:') && isOrganisation(scope.slice(13))
}

function areListeners(value: unknown): boolean {
  if (!isObject(value)) return false
  return Object.entries(value).every(
    ([name, listener]) => Object.hasOwn(events, name) && (listener === undefined || typeof listener === 'function'),
  )
}

function listOf(value: unknown, is: (one: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(is)
}

function has(value: unknown, ...methods: readonly string[]): boolean {
  return isObject(value) && methods.every((method) => typeof value[method] === 'function')
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
