import { join } from 'node:path'
import { createKernel, sqlite } from '../../src/index.ts'
import { counted } from './counted.ts'
import { killing, type Moment } from './killing.ts'

// Starts a kernel over a folder of bells, and lives until its store kills it.
const [dir = '', readAtStart = '', label = '', count = '', moment = 'after'] = process.argv.slice(2)
await createKernel({
  plugins: [{ dir: join(dir, 'plugins') }],
  store: killing(sqlite(join(dir, 'state.db')), { label, count: Number(count), moment: moment as Moment }),
  extensions: [counted().extension],
  readAtStart: Number(readAtStart),
})
setInterval(() => {}, 1_000)
