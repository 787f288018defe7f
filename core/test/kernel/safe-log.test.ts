import { once } from 'node:events'
import { expect, it } from 'vitest'
import { createKernel, sqlite } from '../../src/index.ts'

it('answers a request, and warns once, whatever the log of the host does', async () => {
  const broken = (): never => {
    throw new Error('The disk is full.')
  }
  const log = { debug: broken, info: broken, warn: broken, error: broken }
  const warned = once(process, 'warning')
  await using kernel = await createKernel({ store: sqlite(':memory:'), publicUrl: 'https://app.example.com', log })
  const asked = new Request('https://app.example.com/oauth/callback?state=none&code=none')
  expect([(await kernel.handle(asked)).status, (await kernel.handle(asked.clone())).status]).toEqual([400, 400])
  const [warning] = await warned
  expect(warning).toMatchObject({ name: 'JackfieldWarning', message: expect.stringContaining('The disk is full.') })
})
