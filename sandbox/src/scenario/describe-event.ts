import { basename } from 'node:path'
import type { ImpactReport, Problem } from '@jackfield/core'
import type { KernelEvent } from './host/protocol.ts'
import type { Tone } from './narrator.ts'

/** One line about one event. */
export interface EventLine {
  readonly mark: string
  readonly tone: Tone
  readonly text: string
}

type Describe = {
  readonly [Name in KernelEvent['name']]: (data: Extract<KernelEvent, { name: Name }>['data']) => EventLine
}

type StepStatus = Extract<KernelEvent, { name: 'run:step' }>['data']['status']

const describe: Describe = {
  'connector:ready': ({ connector, version }) => ({
    mark: 'ready',
    tone: 'good',
    text: `${connector} ${version} is live`,
  }),
  'connector:changed': ({ connector, version }) => ({
    mark: 'changed',
    tone: 'good',
    text: `${connector} ${version} is live`,
  }),
  'connector:failed': ({ connector, path, problems }) => ({
    mark: 'failed',
    tone: 'bad',
    text: `${connector ?? basename(path)}: ${describeProblems(problems)}`,
  }),
  'connector:held': ({ change }) => ({
    mark: 'held',
    tone: 'warning',
    text: `${change.connector} is held, ${summarise(change.report)}`,
  }),
  'connector:withdrawn': ({ change }) => ({
    mark: 'withdrawn',
    tone: 'good',
    text: `the change of ${change.connector} waits no more`,
  }),
  'connector:removed': ({ connector }) => ({ mark: 'removed', tone: 'warning', text: `${connector} is gone` }),
  'connection:authorised': ({ connector }) => ({ mark: 'connected', tone: 'good', text: `${connector} is connected` }),
  'connection:failed': ({ connector, message }) => ({ mark: 'failed', tone: 'bad', text: `${connector}: ${message}` }),
  'run:started': ({ dependent }) => ({ mark: 'run', tone: 'plain', text: `${dependent} starts` }),
  'run:step': ({ step, status, output, message }) => ({
    mark: 'step',
    ...describeStep[status](step, { output, message }),
  }),
  'run:finished': ({ dependent }) => ({ mark: 'run', tone: 'good', text: `${dependent} finished` }),
  'run:failed': ({ step, message, waiting }) => ({
    mark: waiting ? 'waiting' : 'failed',
    tone: 'bad',
    text: `${step === null ? '' : `step ${step}: `}${message}`,
  }),
  'listener:failed': ({ operation, message }) => ({ mark: 'failed', tone: 'bad', text: `${operation}: ${message}` }),
}

/** What happened, in one line. */
export function describeEvent({ name, data }: KernelEvent): EventLine {
  return describe[name](data as never)
}

function describeProblems([first, ...others]: readonly Problem[]): string {
  if (first === undefined) return 'cannot be read'
  const { file = '', line, column = 1 } = first
  const place = line === undefined ? '' : `${basename(file)}, line ${line}, column ${column}: `
  const hint = first.hint === undefined ? '' : ` (${first.hint})`
  return `${place}${first.message}${hint}${others.length > 0 ? ` (and ${others.length} more)` : ''}`
}

function summarise({ verdict, findings }: ImpactReport): string {
  const [first] = findings
  return first === undefined ? verdict : `${verdict}: ${first.message}`
}

type Said = { readonly output: unknown; readonly message: string | undefined }

const describeStep: Record<StepStatus, (step: string, said: Said) => Omit<EventLine, 'mark'>> = {
  done: (step, { output }) => ({ tone: 'plain', text: `${step}: done${detail(output)}` }),
  skipped: (step) => ({ tone: 'plain', text: `${step}: skipped` }),
  failed: (step, { message = 'no reason was given' }) => ({ tone: 'bad', text: `${step}: failed, ${message}` }),
  'in-doubt': (step) => ({ tone: 'warning', text: `${step}: in doubt. Did it happen? The service is asked` }),
}

/** What the scenario's services say of what was done: the SKU of an item, the reference of an adjustment. */
function detail(output: unknown): string {
  if (typeof output !== 'object' || output === null) return ''
  const { reference_number: reference, sku } = output as { reference_number?: unknown; sku?: unknown }
  const said = reference ?? sku
  return typeof said === 'string' ? ` (${said})` : ''
}
