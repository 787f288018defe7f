import { expect, test } from 'vitest'
import { invoke } from '../../src/invoke/index.ts'
import { answering, succeeds } from './answering.ts'
import { action, bound, parameter, request, value } from './bound.ts'

test('succeeds lets a good answer through', async () => {
  await using service = await answering({ code: 0, item: { id: 1 } })
  const result = { at: '/item', missing: 'fail' } as const
  expect((await invoke(bound(service, action({ succeeds, result })), request())).output).toEqual({ id: 1 })
})

test.each([
  ['says no', { code: 1002, message: 'Item does not exist' }, false, 'Item does not exist'],
  ['says it in another type', { code: '0', message: 'text' }, false, 'text'],
  ['says nothing', { item: {} }, true, '/code is not 0'],
])('an answer under 200 that %s fails', async (_name, body, doubt, words) => {
  await using service = await answering(body)
  const calling = invoke(bound(service, action({ method: 'POST', succeeds }, { effect: 'once' })), request())
  await expect(calling).rejects.toMatchObject({ code: 'operation-failed', status: 200, doubt })
  await expect(calling).rejects.toThrow(`was answered: ${words}`)
})

const items = [
  { sku: 'A', n: 1 },
  { sku: 'AB', n: 2 },
  { sku: 'C', n: 3 },
  { sku: 'C', n: 4 },
]

const find = (missing: 'fail' | 'none') => ({
  parameters: [parameter('query', 'sku')],
  result: { at: '/items', where: { '/sku': value('input.sku') }, missing },
})

test('where takes the one element that matches exactly', async () => {
  await using service = await answering({ items })
  const { output } = await invoke(bound(service, action(find('fail'))), request({ sku: 'A' }))
  expect(output).toEqual({ sku: 'A', n: 1 })
})

test('where compares several pointers, types included', async () => {
  await using service = await answering({ items })
  const where = { '/sku': value('input.sku'), '/n': value('input.n') }
  const call = bound(service, action({ result: { at: '/items', where, missing: 'none' } }))
  expect((await invoke(call, request({ sku: 'C', n: 4 }))).output).toEqual({ sku: 'C', n: 4 })
  expect((await invoke(call, request({ sku: 'C', n: '4' }))).output).toBeNull()
})

test('several matches are an error', async () => {
  await using service = await answering({ items })
  const calling = invoke(bound(service, action(find('none'))), request({ sku: 'C' }))
  await expect(calling).rejects.toMatchObject({ code: 'result-ambiguous' })
})

test('no match fails, or is null where that is declared', async () => {
  await using service = await answering({ items })
  await expect(invoke(bound(service, action(find('fail'))), request({ sku: 'X' }))).rejects.toMatchObject({
    code: 'result-missing',
  })
  expect((await invoke(bound(service, action(find('none'))), request({ sku: 'X' }))).output).toBeNull()
})

test('an answer without the array is an error, never "none"', async () => {
  await using service = await answering({ list: [] })
  await expect(invoke(bound(service, action(find('none'))), request({ sku: 'X' }))).rejects.toMatchObject({
    code: 'result-missing',
  })
})

test('comparing with a value that is absent is an error before anything is sent', async () => {
  await using service = await answering({ items: [{ n: 1 }] })
  await expect(invoke(bound(service, action(find('none'))), request())).rejects.toMatchObject({
    code: 'template-absent',
  })
  expect(service.connections).toBe(0)
})

test('a result that is absent fails, or is null where that is declared; null itself is a value', async () => {
  await using service = await answering({ empty: null })
  const at = (pointer: string, missing: 'fail' | 'none') =>
    invoke(bound(service, action({ result: { at: pointer, missing } })), request())
  await expect(at('/item', 'fail')).rejects.toMatchObject({ code: 'result-missing' })
  expect((await at('/item', 'none')).output).toBeNull()
  expect((await at('/empty', 'fail')).output).toBeNull()
})
