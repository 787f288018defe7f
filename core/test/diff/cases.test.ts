import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { diffConnectors } from '../../src/diff/index.ts'
import { rules } from '../../src/diff/rules.ts'
import type { Connector } from '../../src/model/index.ts'
import { readManifest } from './read-manifest.ts'

const folder = fileURLToPath(new URL('cases/', import.meta.url))
const names = readdirSync(folder).sort()

const kept = new Map<string, Promise<Connector>>()

/** Each file is read once. */
function read(name: string, file: string): Promise<Connector> {
  const path = `${folder}${name}/${file}`
  const known = kept.get(path) ?? readManifest(readFileSync(path, 'utf8'), file)
  kept.set(path, known)
  return known
}

/** Each folder has a base, a revision and every change between them; after a change on purpose: `vitest -u`. */
describe.each(names)('%s', (name) => {
  it('has the changes that are expected', async () => {
    const changes = diffConnectors(await read(name, 'base.yaml'), await read(name, 'revision.yaml'))
    const shown = changes.map(({ fingerprint, ...change }) => change)
    expect(existsSync(`${folder}${name}/expected.json`)).toBe(true)
    await expect(`${JSON.stringify(shown, null, 2)}\n`).toMatchFileSnapshot(`${folder}${name}/expected.json`)
  })

  it.each(['base.yaml', 'revision.yaml'])('has none between %s and itself', async (file) => {
    expect(diffConnectors(await read(name, file), await read(name, file))).toEqual([])
  })

  it('has something the other way round, too', async () => {
    const forth = diffConnectors(await read(name, 'base.yaml'), await read(name, 'revision.yaml'))
    const back = diffConnectors(await read(name, 'revision.yaml'), await read(name, 'base.yaml'))
    expect(back.length > 0).toBe(forth.length > 0)
  })
})

describe('the cases', () => {
  it('have no change where only the words differ', () => {
    const same = names.filter((name) => name.startsWith('none-'))
    expect(same.length).toBeGreaterThan(0)
    for (const name of same) expect(readFileSync(`${folder}${name}/expected.json`, 'utf8')).toBe('[]\n')
  })

  it.each(rules.filter((rule) => rule.example !== undefined).map((rule) => rule.id))('show %s', (id) => {
    expect(JSON.parse(readFileSync(`${folder}${id}/expected.json`, 'utf8'))).toContainEqual(
      expect.objectContaining({ kind: id }),
    )
  })
})
