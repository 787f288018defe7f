// `node sandbox/trials/main.ts [openapi|power-platform] [--seed N] [--most N] [--only TEXT] [--jobs N] [--json FILE]
// [--write]`: invokes the operations of the corpora for real, against services that Prism makes of the same documents, and
// prints what became of them; `--write` puts the figures and the evidence into `results`.
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { runCorpus } from './run-corpus.ts'
import { type Corpus, corpusFolder } from './subjects.ts'
import { summaryOf } from './summary.ts'
import { writeResults } from './write-results.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    most: { type: 'string' },
    only: { type: 'string', default: '' },
    jobs: { type: 'string', default: '2' },
    json: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
})
const corpora = (positionals.length > 0 ? positionals : ['openapi', 'power-platform']) as readonly Corpus[]
const folder = corpusFolder()
if (folder === undefined) {
  console.error('There is no corpus: set JACKFIELD_CORPUS to its folder.')
  process.exit(2)
}

const all: Record<string, object> = {}
for (const corpus of corpora) {
  const run = await runCorpus(corpus, folder, {
    seed: Number(values.seed),
    most: values.most === undefined ? undefined : Number(values.most),
    jobs: Number(values.jobs),
    is: (path) => path.includes(values.only),
    done: (name, trials) => console.error(`${name}: ${trials.length}`),
  })
  const summary = summaryOf(run.trials)
  console.log(corpus, summary)
  for (const { subject, problems } of run.unread)
    console.log(`  not tried: ${subject}: ${problems.join('; ').slice(0, 300)}`)
  all[corpus] = { summary, unread: run.unread, trials: run.trials.filter(isTold) }
  if (values.write) await writeResults(corpus, run, { seed: Number(values.seed) })
}
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(all, null, 1)}\n`)

function isTold({ outcome, without }: { readonly outcome: string; readonly without?: readonly string[] }): boolean {
  return outcome !== 'accepted' || without !== undefined
}
