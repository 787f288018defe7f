import { createKernel, type HeldId, sqlite } from '../../src/index.ts'
import { killing, type Moment } from './killing.ts'

// A process that decides about a held change and is killed exactly before or after a labelled transaction.
const { PLUGINS = '', STATE = '', CHANGE = '', DEEDS = '', LABEL = '', WHEN = '' } = process.env

await using kernel = await createKernel({
  plugins: [{ dir: PLUGINS }],
  store: killing(sqlite(STATE), { label: LABEL, moment: WHEN as Moment }),
})
const change = CHANGE as HeldId
for (const deed of DEEDS.split(' ')) {
  if (deed === 'approve') await kernel.approve(change, { by: 'asha' })
  if (deed === 'ahead') await kernel.approve(change, { by: 'asha', only: ['one'] })
  if (deed === 'rollback') await kernel.rollback(change, { by: 'asha' })
  if (deed === 'reject') await kernel.reject(change, { by: 'asha' })
}
