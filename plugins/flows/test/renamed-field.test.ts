import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const repository = fileURLToPath(new URL('../../../', import.meta.url))
const run = promisify(execFile)

const flow = `import type {} from './types/index.js'
import { defineFlow } from '@jackfield/flows'

export const restock = defineFlow({
  flow: 1,
  id: 'restock',
  trigger: { operation: 'production-tracker.orderCompleted' },
  steps: [
    {
      id: 'item',
      operation: 'zoho-inventory.findItem',
      input: {
        sku: '{% trigger.sku %}',
      },
    },
  ],
})
`

it('does not compile with an input that the connector calls otherwise now, at that line', async () => {
  await mkdir(join(repository, '.scratch'), { recursive: true })
  const dir = await mkdtemp(join(repository, '.scratch/renamed-'))
  const declare = (connectors: string) =>
    run(process.execPath, [join(repository, 'core/bin/jackfield.js'), 'types', connectors, '-o', join(dir, 'types')])
  try {
    const settings = { extends: relative(dir, join(repository, 'tsconfig.base.json')), include: ['**/*.ts'] }
    await writeFile(join(dir, 'package.json'), '{ "type": "module" }')
    await writeFile(join(dir, 'tsconfig.json'), JSON.stringify(settings))
    await writeFile(join(dir, 'flow.ts'), flow)
    await declare(join(repository, 'plugins/connectors'))
    expect(await mistakesIn(dir)).toEqual([])

    const manifest = await readFile(join(repository, 'plugins/connectors/zoho-inventory/connector.yaml'), 'utf8')
    await mkdir(join(dir, 'connectors/zoho-inventory'), { recursive: true })
    await writeFile(join(dir, 'connectors/zoho-inventory/connector.yaml'), manifest.replaceAll('sku', 'itemCode'))
    await declare(join(dir, 'connectors'))
    expect(await mistakesIn(dir)).toEqual(['flow.ts:13 TS2353'])
  } finally {
    await rm(dir, { recursive: true })
  }
}, 60_000)

/** What the compiler says of the project's own files, as `file:line code`. */
async function mistakesIn(dir: string): Promise<string[]> {
  const argv = ['-p', join(dir, 'tsconfig.json'), '--pretty', 'false']
  const said = await run(join(repository, 'node_modules/.bin/tsc'), argv, { cwd: dir }).then(
    ({ stdout }) => stdout,
    ({ stdout }: { stdout: string }) => stdout,
  )
  const found = [...said.matchAll(/^([^.(][^(]*)\((\d+),\d+\): error (TS\d+)/gm)]
  return found.map(([, file, line, code]) => `${file}:${line} ${code}`)
}
