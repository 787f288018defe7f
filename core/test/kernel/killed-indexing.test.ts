import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { counted, putCounted } from './counted.ts'
import { type Host, openHost, organisation } from './host.ts'
import type { Moment } from './killing.ts'

const program = fileURLToPath(new URL('./indexing-process.ts', import.meta.url))

/** More than come in together: they take two transactions. */
const count = 260
const ids = Array.from({ length: count }, (_, index) => `bell-${String(index).padStart(3, '0')}`)

interface Killing {
  readonly readAtStart: number
  readonly label: string
  /** Which transaction of that label. */
  readonly at: number
  readonly moment: Moment
}

async function liveUntilKilled(host: Host, { readAtStart, label, at, moment }: Killing): Promise<void> {
  const argv = [program, host.dir, String(readAtStart), label, String(at), moment]
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'ignore', 'inherit'] })
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL'])
}

describe('a process that is killed while it enters what lies in a folder', { timeout: 60_000 }, () => {
  const cases: Killing[] = [
    { readAtStart: 0, label: 'introduce', at: 1, moment: 'within' },
    { readAtStart: 0, label: 'introduce', at: 2, moment: 'within' },
    { readAtStart: 0, label: 'introduce', at: 2, moment: 'after' },
    { readAtStart: 1e9, label: 'introduce', at: 2, moment: 'within' },
    { readAtStart: 0, label: 'keep', at: 3, moment: 'within' },
    { readAtStart: 0, label: 'keep', at: 3, moment: 'after' },
  ]
  it.each(cases)(
    'is followed by one that knows everything: $moment "$label" $at, read up to $readAtStart',
    async (killing) => {
      await using host = await openHost()
      for (const id of ids) await putCounted(host.plugins, id)
      await liveUntilKilled(host, killing)
      // What changes, comes and goes before the next one is found by it.
      await putCounted(host.plugins, 'bell-007', { version: '2.0.0' })
      await putCounted(host.plugins, 'bell-999')
      const format = counted()
      const kernel = await host.start({ extensions: [format.extension], readAtStart: killing.readAtStart })
      const listed = kernel.catalogue.list({ organisation })
      expect(listed.map(({ id }) => id)).toEqual([...ids, 'bell-999'])
      expect(listed.filter(({ version }) => version !== '1.0.0').map(({ id }) => id)).toEqual(['bell-007'])
      const isServed = killing.readAtStart > 0
      const told = isServed
        ? ['connector:changed', ...ids.map(() => 'connector:ready')]
        : listed.map(() => 'connector:ready')
      expect(host.names().sort()).toEqual(told)
      // Each is what it is said to be.
      for (const connector of ['bell-000', 'bell-007', 'bell-259', 'bell-999']) {
        const { revision } = listed.find(({ id }) => id === connector) ?? {}
        expect(await kernel.catalogue.get({ organisation, connector })).toMatchObject({ revision, operations: [{}] })
      }
    },
  )
})
