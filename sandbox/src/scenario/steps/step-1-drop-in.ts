import { join } from 'node:path'
import { expectThat } from '../expectation.ts'
import { connectorsFolder } from '../package-folder.ts'
import type { Scene } from '../scene.ts'
import type { Step } from './step.ts'

export const dropIn: Step = {
  number: 1,
  title: 'Two connectors are dropped into an empty folder',
  why: 'A connector is a file. Its triggers and actions are live as soon as it lies in the watched folder, without a restart.',
  async play(scene) {
    const { host, folder, events, narrator } = scene
    await host.start()
    const before = await host.call('catalogue', {})
    expectThat(before.length === 0, { expected: 'an empty catalogue', seen: `${before.length} connectors` })
    narrator.line('host', `serves nothing yet, watches ${folder.connectors}`)

    const { folder: source, edits } = scene.variant.tracker
    const misspelt = scene.isFaulty(1) ? edits.misspell : []
    await folder.dropIn('production-tracker', source, [...edits.prepare, ...misspelt])
    await folder.dropIn('zoho-inventory', join(connectorsFolder, 'zoho-inventory'))
    for (const id of ['production-tracker', 'zoho-inventory']) {
      await events.take('connector:ready', {
        expected: `connector ${id} to become ready`,
        where: ({ connector }) => connector === id,
      })
    }
    await expectOperations(scene)
  },
}

async function expectOperations({ host, narrator, variant }: Scene): Promise<void> {
  const operations = [
    ...variant.tracker.operations.map((id) => `production-tracker.${id}`),
    ...['adjustStock', 'findItem', 'listItems'].map((id) => `zoho-inventory.${id}`),
  ]
  const catalogue = await host.call('catalogue', {})
  const seen = catalogue.flatMap((connector) => connector.operations.map((operation) => operation.name)).sort()
  expectThat(seen.join() === operations.join(), {
    expected: `the operations ${operations.join(', ')}`,
    seen: seen.join(', '),
  })
  narrator.line('catalogue', `${seen.length} operations: ${seen.join(', ')}`)
}
