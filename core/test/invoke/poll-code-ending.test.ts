import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { CodePoll } from '../../src/invoke/index.ts'
import { idsOf, item, numbered, pagesOf, polled } from './polled.ts'

test('a function has the time of its operation, not counting what happens to its items', async () => {
  const slow = polled(
    async function* () {
      yield* numbered(0, 100)
      await new Promise(() => {})
    },
    { timeout: 400 },
  )
  const pages = pagesOf(slow)
  await pages.next()
  await sleep(500)
  const began = performance.now()
  await expect(pages.next()).rejects.toMatchObject({
    code: 'request-timeout',
    message: expect.stringContaining('400 ms'),
  })
  expect(performance.now() - began).toBeGreaterThan(100)
  const forever = polled(
    async function* () {
      for (let number = 0; ; number += 1) {
        await sleep(1)
        yield item(`${number}`)
      }
    },
    { timeout: 300 },
  )
  expect((await idsOf(pagesOf(forever))).at(-1)).toBe('request-timeout')
})

test('an abort reaches it, and ends the poll even where it does not listen', async () => {
  const stop = new AbortController()
  let closed = 0
  let heard: AbortSignal | undefined
  const deaf = polled(async function* (_input, { signal }) {
    heard = signal
    try {
      yield* numbered(0, 100)
      stop.abort(new Error('enough'))
      await new Promise(() => {})
    } finally {
      closed += 1
    }
  })
  const pages = pagesOf(deaf, { signal: stop.signal })
  await pages.next()
  await expect(pages.next()).rejects.toMatchObject({ code: 'request-aborted', cause: new Error('enough') })
  expect(heard?.aborted).toBe(true)
  expect(closed).toBe(0)

  const never: CodePoll = () => expect.unreachable()
  expect(await idsOf(pagesOf(polled(never), { signal: AbortSignal.abort() }))).toEqual(['request-aborted'])
})

test('a function whose poll is dropped is closed, and waited for', async () => {
  const steps: string[] = []
  const call = polled(async function* () {
    try {
      yield* numbered(0, 200)
    } finally {
      await sleep(20)
      steps.push('closed')
    }
  })
  for await (const _page of pagesOf(call)) break
  steps.push('gone on')
  expect(steps).toEqual(['closed', 'gone on'])

  const stop = new AbortController()
  const pages = pagesOf(call, { signal: stop.signal })
  await pages.next()
  stop.abort()
  await pages.return(undefined)
  steps.push('not waited for')
  await expect.poll(() => steps).toEqual(['closed', 'gone on', 'not waited for', 'closed'])
})

test('a function that can not be closed is told to the log, and holds nobody up for longer than its time', async () => {
  const warned: unknown[] = []
  const log = { debug: () => {}, info: () => {}, error: () => {}, warn: (message: string) => void warned.push(message) }
  const failing = polled(
    async function* () {
      try {
        yield* numbered(0, 200)
      } finally {
        await Promise.reject(new Error('no'))
      }
    },
    { log },
  )
  for await (const _page of pagesOf(failing)) break
  expect(warned).toEqual(['shop.heard failed while its poll was closed'])
  const hanging = polled(
    async function* () {
      try {
        yield* numbered(0, 200)
      } finally {
        await new Promise(() => {})
      }
    },
    { timeout: 50 },
  )
  for await (const _page of pagesOf(hanging)) break
})

test('a revision whose function went with the process before says so', async () => {
  const { codePoll: _codePoll, ...call } = polled(async function* () {})
  await expect(pagesOf(call).next()).rejects.toMatchObject({
    code: 'operation-unknown',
    hint: expect.stringContaining('Register its connector as it was'),
  })
})
