import { expect, it } from 'vitest'
import { invoke } from '../../src/invoke/index.ts'
import type { Parameter } from '../../src/model/index.ts'
import { json, startService } from '../http/loopback-service.ts'
import { action, bound, parameter, request } from './bound.ts'

async function sent(path: string, parameters: readonly Parameter[], input: Record<string, unknown>): Promise<string> {
  await using service = await startService((_seen, response) => json(response, {}))
  await invoke(bound(service, action({ path, parameters })), request(input as never))
  return service.seen[0]?.url ?? ''
}

const inPath = (...names: string[]): Parameter[] => names.map((name) => parameter('path', name))

it.each<[string, Parameter[], Record<string, unknown>, string]>([
  ['/records/{id}.{format}', inPath('id', 'format'), { id: 'a b', format: 'json' }, '/records/a%20b.json'],
  ['/{from}..{to}', inPath('from', 'to'), { from: 'v1', to: 'v2' }, '/v1..v2'],
  ['/{a}/copy/{a}', inPath('a'), { a: 'x/y' }, '/x%2Fy/copy/x%2Fy'],
  ["/sets('{id}')", inPath('id'), { id: '7' }, "/sets('7')"],
  ['/find?kind=a&q={text}', inPath('text'), { text: 'a b&c' }, '/find?kind=a&q=a%20b%26c'],
  ['/find?q={text}&flag', inPath('text'), {}, '/find?flag'],
  ['/find?{name}=1', inPath('name'), { name: 'sea?rch' }, '/find?sea%3Frch=1'],
  ['/find?kind=a', [parameter('query', 'q')], { q: 'x' }, '/find?kind=a&q=x'],
  ['/find?ids={ids}', inPath('ids'), { ids: [1, 2] }, '/find?ids=1,2'],
  ['/find?', [], {}, '/find'],
  ['/#Action=CreateTags', [parameter('query', 'Version')], { Version: '1' }, '/?Version=1'],
  ['/{bucket}#acl', inPath('bucket'), { bucket: 'b' }, '/b'],
  ['/{bucket}?acl#x?y={z}', inPath('bucket'), { bucket: 'b' }, '/b?acl'],
])('%s is filled in where its names stand', async (path, parameters, input, expected) => {
  expect(await sent(path, parameters, input)).toBe(`/api${expected}`)
})

it.each([
  ['/{a}.{b}', { a: '.', b: '/x' }, 'sent'],
  ['/{a}{b}/x', { a: '.', b: '.' }, null],
])('%s leads nowhere else', async (path, input, expected) => {
  const going = sent(path, inPath('a', 'b'), input)
  if (expected === null) await expect(going).rejects.toMatchObject({ code: 'path-refused' })
  else expect(await going).toBe(`/api${path.replace('{a}', input.a).replace('{b}', encodeURIComponent(input.b))}`)
})
