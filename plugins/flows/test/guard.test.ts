import { createKernel, type Kernel, sqlite } from '@jackfield/core'
import { expect, it } from 'vitest'
import { flows } from '../src/index.ts'

const organisation = 'pune'
const start = (): Promise<Kernel> => createKernel({ store: sqlite(':memory:'), extensions: [flows()] })
const key = { organisation, id: 'restock' }

it('says that the kernel is closed', async () => {
  const kernel = await start()
  const api = kernel.extension(flows)
  await kernel[Symbol.asyncDispose]()
  const calls = [
    () => api.add('flow: 1', { organisation, connections: {} }),
    () => api.list({ organisation }),
    () => api.get(key),
    () => api.remove(key),
    () => api.runs({ organisation }),
    () => api.journal('run_1'),
    () => api.decide('run_1', { step: 'a', kind: 'again' }),
    () => api.resume('run_1'),
  ]
  for (const call of calls) await expect(call()).rejects.toMatchObject({ code: 'kernel-closed' })
})

it.each([undefined, '', 5])('shows nobody the flows of everybody (%j)', async (whose) => {
  await using kernel = await start()
  const api = kernel.extension(flows)
  const nobody = { organisation: whose as string }
  const calls = [
    () => api.add('flow: 1', { ...nobody, connections: {} }),
    () => api.list(nobody),
    () => api.list(undefined as never),
    () => api.get({ ...nobody, id: 'restock' }),
    () => api.remove({ ...nobody, id: 'restock' }),
    () => api.runs(nobody),
  ]
  for (const call of calls) await expect(call()).rejects.toMatchObject({ code: 'argument-invalid' })
})

it('refuses what is no document, a name that objects have, and no run at once', async () => {
  await using kernel = await start()
  const api = kernel.extension(flows)
  const options = { organisation, connections: {} }
  await expect(api.add(undefined as never, options)).rejects.toMatchObject({ code: 'argument-invalid' })
  const text = `flow: 1
id: restock
connections: { constructor: shop }
trigger: { operation: shop.orderPlaced, connection: constructor }
steps: [{ id: a, operation: shop.write }]
`
  await expect(api.add(text, options)).rejects.toMatchObject({ code: 'dependent-invalid' })
  for (const runsAtOnce of [0, 1.5, Number.NaN])
    await expect(
      createKernel({ store: sqlite(':memory:'), extensions: [flows({ runsAtOnce })] }),
    ).rejects.toMatchObject({ code: 'argument-invalid' })
})
