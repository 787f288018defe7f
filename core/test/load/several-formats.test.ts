import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Format, loadEntry, manifestFormat } from '../../src/load/index.ts'
import { codes } from './load-one.ts'
import { orders, temporaryFolder } from './temporary-folder.ts'

describe('among several formats', () => {
  const format = (name: string, claims: Format['claims']): Format => ({
    name,
    version: 1,
    claims,
    read: () => ({ id: name, problems: [] }),
  })
  const chosen = async (...others: Format[]) => {
    const root = temporaryFolder({ 'a/apiDefinition.swagger.json': '{}' })
    const loaded = await loadEntry(join(root, 'a'), { formats: [manifestFormat(), ...others] })
    return loaded && { format: loaded.format, id: loaded.id, codes: codes(loaded) }
  }
  const sure = format('sure', () => 2)
  const general = format('general', () => true)
  const none = format('none', () => false)
  const throwing = format('throwing', () => {
    throw new Error('no')
  })
  const odd = format('odd', () => Number.NaN)

  it('the surest reads, in whichever order they are given', async () => {
    const expected = { format: 'sure', id: 'sure', codes: [] }
    for (const order of [
      [sure, general],
      [general, sure],
      [none, throwing, odd, general, sure],
    ])
      expect(await chosen(...order)).toEqual(expected)
    expect(await chosen(general)).toEqual({ format: 'general', id: 'general', codes: [] })
  })

  it('two that are as sure are a problem that names both', async () => {
    const other = format('other', () => 2)
    expect(await chosen(sure, general, other)).toEqual({ format: 'sure', id: null, codes: ['format-ambiguous'] })
    expect(
      await chosen(
        format('first', () => true),
        general,
      ),
    ).toMatchObject({ codes: ['format-ambiguous'] })
  })

  it('a manifest is a manifest', async () => {
    const root = temporaryFolder({ 'a/connector.yaml': orders })
    const loaded = await loadEntry(join(root, 'a'), { formats: [manifestFormat(), format('greedy', () => 9)] })
    expect(loaded).toMatchObject({ format: 'manifest', id: 'orders' })
  })
})
