// The whole of a guest's process: bundled into one text that its process begins with.
import { registerHooks } from 'node:module'
import { Socket } from 'node:net'
import { createGuest } from '@jackfield/core/guest'
import { frame, frameReader } from './frames.ts'
import { keepGlobals } from './keep-globals.ts'

const connector = 'jackfield:connector'
const { process } = globalThis
const code = Promise.withResolvers<string>()
let source: string | undefined

// Nothing can be imported but the connector itself, in which its own files and the SDK are bundled.
registerHooks({
  resolve(specifier) {
    if (specifier === connector) return { url: connector, format: 'module', shortCircuit: true }
    throw new Error(`A connector in the sandbox can't import ${JSON.stringify(specifier)}.`)
  },
  load(url) {
    if (url !== connector || source === undefined) throw new Error('There is nothing else to load.')
    return { format: 'module', source, shortCircuit: true }
  },
})

const channel = new Socket({ fd: 3, readable: true, writable: true })
const guest = createGuest({
  async load() {
    source = await code.promise
    const module: { readonly default?: unknown } = await import(connector)
    return module.default
  },
  send: (text) => void channel.write(frame(text)),
})

let isFirst = true
channel.on(
  'data',
  frameReader((text) => {
    if (isFirst) code.resolve(text)
    else guest.receive(text)
    isFirst = false
  }),
)
// Without its host there is nothing to live for.
for (const end of ['end', 'close', 'error']) channel.once(end, () => process.exit())
for (const event of ['uncaughtException', 'unhandledRejection'] as const)
  process.on(event, (error: unknown) => guest.crashed(error))

keepGlobals()
