import { expect, test } from 'vitest'
import { createSealing } from '../../src/connect/sealing.ts'
import type { ConnectionId } from '../../src/model/index.ts'
import { keyOf } from './room.ts'

const subject = { id: 'con_1' as ConnectionId, organisation: 'pune' }
const secret = { entered: { key: 'planted-secret' }, learnt: null }

test('opens what it sealed, and seals it anew each time', async () => {
  const sealing = createSealing(keyOf())
  const [one, two] = [await sealing.seal(secret, subject), await sealing.seal(secret, subject)]
  expect(one).toMatch(/^jf1\.[\w-]{16}\.[\w-]+$/)
  expect(one).not.toBe(two)
  expect(Buffer.from(one, 'base64url').includes('planted')).toBe(false)
  expect(await sealing.open(one, subject)).toEqual(secret)
  expect(await sealing.open(two, subject)).toEqual(secret)
})

test('does not open for another key, connection or organisation', async () => {
  const sealing = createSealing(keyOf())
  const text = await sealing.seal(secret, subject)
  const refusals = [
    () => createSealing(keyOf()).open(text, subject),
    () => sealing.open(text, { ...subject, id: 'con_2' as ConnectionId }),
    () => sealing.open(text, { ...subject, organisation: 'delhi' }),
  ]
  for (const refusal of refusals)
    await expect(refusal()).rejects.toMatchObject({ code: 'key-wrong', hint: expect.stringContaining('reauthorise') })
})

test('does not open what was tampered with, at any place', async () => {
  const sealing = createSealing(keyOf())
  const text = await sealing.seal(secret, subject)
  const flipped = (at: number): string => text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1)
  for (let at = 0; at < text.length - 1; at++)
    await expect(sealing.open(flipped(at), subject)).rejects.toMatchObject({ code: 'key-wrong' })
  for (const other of ['', 'jf1', 'jf1.a', 'jf1..', text.slice(0, -8), text.replace('jf1', 'jf2')])
    await expect(sealing.open(other, subject)).rejects.toMatchObject({ code: 'key-wrong' })
})

test('without a key provider the hint says how to get one', async () => {
  await expect(createSealing(undefined).seal(secret, subject)).rejects.toMatchObject({
    code: 'key-missing',
    hint: expect.stringContaining('keyFile('),
  })
})

test('takes a key of 32 bytes only, asks for it once, and again after a failure', async () => {
  for (const length of [0, 16, 31, 33])
    await expect(createSealing(keyOf(new Uint8Array(length))).seal(secret, subject)).rejects.toMatchObject({
      code: 'key-wrong',
    })
  let asked = 0
  const sealing = createSealing({
    name: 'flaky',
    async key() {
      if (++asked === 1) throw new Error('not yet')
      return new Uint8Array(32)
    },
  })
  await expect(sealing.seal(secret, subject)).rejects.toThrow('not yet')
  const text = await sealing.seal(secret, subject)
  await sealing.open(text, subject)
  expect(asked).toBe(2)
})
