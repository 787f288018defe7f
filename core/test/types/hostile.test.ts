import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { declareConnector } from '../../src/types/index.ts'
import { openProject, type Project } from './compile-project.ts'
import { answering } from './connector.ts'
import { hostileConnectors } from './hostile-connectors.ts'

let project: Project
const declared = new Map<string, Awaited<ReturnType<typeof declareConnector>> & { readonly took: number }>()

beforeAll(async () => {
  project = await openProject()
  await mkdir(join(project.dir, 'types'))
  for (const [index, [name, { connector: given }]] of Object.entries(hostileConnectors).entries()) {
    const start = process.cpuUsage()
    const declaration = await declareConnector(given)
    declared.set(name, { ...declaration, took: milliseconds(process.cpuUsage(start)) })
    await writeFile(join(project.dir, 'types', `c${index}.d.ts`), declaration.text.replaceAll('shop.', `shop${index}.`))
  }
}, 60_000)
afterAll(() => project[Symbol.asyncDispose]())

/** Of the processor: a busy machine decides nothing. */
function milliseconds({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1000
}

describe.each(Object.entries(hostileConnectors))('%s', (name, { warns }) => {
  it('takes little time', () => {
    expect(declared.get(name)?.took).toBeLessThan(5_000)
  })

  it(warns === undefined ? 'is typed without a warning' : 'is any JSON value, and said so', () => {
    const messages = declared.get(name)?.warnings.map(({ message }) => message) ?? []
    if (warns === undefined) expect(messages).toEqual([])
    else expect(messages.join('\n')).toMatch(warns)
  })
})

it('is TypeScript all the same, and nothing of it code', async () => {
  const probe = 'declare const injected: 2\nexport const found: 2 = injected\n'
  await project.write('probe.ts', probe)
  expect(await project.compile()).toEqual([])
}, 60_000)

it('names the operation that a warning is about', async () => {
  const { warnings } = await declareConnector(answering({ properties: { a: { $ref: 'https://example.com/a.json' } } }))
  expect(warnings).toEqual([
    {
      code: 'type-unknown',
      severity: 'warning',
      message: expect.stringContaining(
        'Connector "shop": a part of operation "get", its output is typed as any JSON value',
      ),
      hint: expect.any(String),
    },
  ])
})
