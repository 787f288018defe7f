import { createKernel, sqlite } from '../../../src/index.ts'
import { killing, type Moment } from '../killing.ts'
import { perform } from './deed.ts'
import { desk } from './desk.ts'

// A process that does something and is killed exactly before or after a labelled transaction.
const { PLUGINS = '', STATE = '', DEED = '', LABEL = '', WHEN = '' } = process.env

await using kernel = await createKernel({
  plugins: [{ dir: PLUGINS }],
  extensions: [desk()],
  store: killing(sqlite(STATE), { label: LABEL, moment: WHEN as Moment }),
})
if (DEED !== '') await perform(kernel, JSON.parse(DEED))
