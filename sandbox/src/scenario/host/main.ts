import { createKernel, type KernelOptions, keyFile, sqlite } from '@jackfield/core'
import { flows } from '@jackfield/flows'
import { sandbox } from '../../executor/index.ts'
import { answerCalls } from './answer-calls.ts'
import { openDoor } from './door.ts'
import { gatedStore } from './gated-store.ts'
import { Gates } from './gates.ts'
import { createHostCalls } from './host-calls.ts'
import type { FromHost, HostSettings, KernelEvent } from './protocol.ts'
import { tellingLog } from './telling-log.ts'

// The scenario's host application, a process of its own so that it can be killed. It ends with whoever started it.

const { connectors, database, key, connectTo, publicUrl } = JSON.parse(process.argv[2] ?? '{}') as HostSettings
// A parent that is gone hears nothing: `disconnect` ends this process.
const send = (message: FromHost): void => void process.send?.(message, undefined, {}, () => {})
const tell =
  <Name extends KernelEvent['name']>(name: Name) =>
  (data: Extract<KernelEvent, { name: Name }>['data']): void =>
    send({ kind: 'event', event: { name, data } as KernelEvent })

const listeners: Required<NonNullable<KernelOptions['on']>> = {
  'connector:ready': tell('connector:ready'),
  'connector:failed': tell('connector:failed'),
  'connector:changed': tell('connector:changed'),
  'connector:held': tell('connector:held'),
  'connector:withdrawn': tell('connector:withdrawn'),
  'connector:removed': tell('connector:removed'),
  'connection:authorised': tell('connection:authorised'),
  'connection:failed': tell('connection:failed'),
  'run:started': tell('run:started'),
  'run:step': tell('run:step'),
  'run:finished': tell('run:finished'),
  'run:failed': tell('run:failed'),
  'listener:failed': tell('listener:failed'),
}

process.on('disconnect', () => process.exit())
// Ctrl-C reaches every process in the foreground: whoever started this one closes it in order.
process.on('SIGINT', () => {})

const gates = new Gates((gate) => send({ kind: 'reached', gate }))
const door = await openDoor(new URL(publicUrl).pathname)
send({ kind: 'door', port: door.port })
const kernel = await createKernel({
  plugins: [{ dir: connectors, scope: 'host' }],
  extensions: [flows(), sandbox()],
  store: gatedStore(sqlite(database), gates),
  keyProvider: keyFile(key),
  connectTo,
  publicUrl,
  pollEvery: '200ms',
  confirmAfter: '500ms',
  log: tellingLog(send),
  on: listeners,
})
door.open(kernel)
answerCalls(createHostCalls(kernel, gates), send)
send({ kind: 'up' })
