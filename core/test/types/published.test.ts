import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { loadPath, manifestFormat } from '../../src/load/index.ts'
import { writeTypes } from '../../src/types/index.ts'
import { openProject } from './compile-project.ts'

const plugins = fileURLToPath(new URL('../../../plugins/connectors', import.meta.url))

it.each(['nodenext', 'bundler'])(
  'adds to the package as it is published, resolved by %s',
  async (moduleResolution) => {
    await using project = await openProject()
    const { connectors } = await loadPath(plugins, { formats: [manifestFormat()] })
    await writeTypes({
      dir: join(project.dir, 'types'),
      connectors: connectors.flatMap(({ connector }) => connector ?? []),
      unread: [],
      strict: false,
    })
    await project.write(
      'host.ts',
      `import type { Kernel } from '@jackfield/core'
export async function print(kernel: Kernel): Promise<string> {
  const { output } = await kernel.invoke('production-tracker.getOrder', { input: { orderId: '7' } })
  return output.sku +
    output.itemCode
}
`,
    )
    const module = moduleResolution === 'bundler' ? 'esnext' : 'nodenext'
    // Without the repository's paths: node_modules has the package as it is built.
    const compilerOptions = { strict: true, noEmit: true, target: 'es2024', types: ['node'], module, moduleResolution }
    await project.write('tsconfig.json', JSON.stringify({ compilerOptions, include: ['**/*.ts'] }))
    expect(await project.compile()).toEqual(['host.ts:5 TS2339'])
  },
  60_000,
)
