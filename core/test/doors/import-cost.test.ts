import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'

const dist = join(import.meta.dirname, '../../dist')

/** Everything that an import of a built file loads at once: our files with their text, and what else by its name. */
async function loadedBy(path: string, found = new Map<string, string>()): Promise<ReadonlyMap<string, string>> {
  if (found.has(path)) return found
  const text = await readFile(path, 'utf8')
  found.set(path, text)
  for (const [, from, bare] of text.matchAll(
    /^(?:import|export)\b(?:[^;'"]*?\bfrom)?\s*["'](\.[^"']+|([^"'.][^"']*))["']/gm,
  )) {
    if (bare !== undefined) found.set(bare, '')
    else if (from !== undefined) await loadedBy(join(dirname(path), from), found)
  }
  return found
}

/** CPU time is `npm run bench -- import`'s to say; what is loaded tells the same on every machine. */
it('a host that imports the package loads nothing of what reads, checks and calls connectors', async () => {
  const loaded = await loadedBy(join(dist, 'index.js'))
  const others = [...loaded.keys()].filter((name) => !name.startsWith(dist))
  // Of Node's own, node:crypto alone takes as long as all of this.
  expect(others.toSorted()).toEqual(['node:fs/promises', 'node:module', 'node:path'])
  const bytes = [...loaded.values()].reduce((sum, text) => sum + text.length, 0)
  expect(bytes).toBeLessThan(60_000)
  expect(loaded.size).toBeLessThan(12)
})

it('what authors of formats need is behind a door of its own', async () => {
  const [host, format] = await Promise.all(['index.js', 'format.js'].map((name) => loadedBy(join(dist, name))))
  const texts = [...(host ?? []).values()].join('\n')
  expect([...(format ?? []).values()].join('\n')).toContain('function readManifest(')
  for (const name of ['readManifest', 'writeManifest', 'validateConnector', 'parseText', 'coverageOf'])
    expect(texts).not.toContain(`function ${name}(`)
})

it('a start loads nothing of what reads, weighs and tells of changes, which most of them do not have', async () => {
  const built = await readdir(dist)
  const [kernel] = built.filter((name) => /^open-kernel-.*\.js$/.test(name))
  const loaded = await loadedBy(join(dist, kernel ?? ''))
  const texts = [...loaded.values()].join('\n')
  expect(texts).toContain('function openKernel(')
  for (const name of ['readManifest', 'validateConnector', 'diffConnectors', 'assess', 'stage'])
    expect(texts).not.toMatch(new RegExp(`^(async )?function ${name}\\(`, 'm'))
  for (const name of ['tsyringe', 'reflect-metadata', 'undici', 'chokidar', 'ajv', 'yaml', 'node:zlib'])
    expect([...loaded.keys()]).not.toContain(name)
})
