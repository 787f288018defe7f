// `node sandbox/trials/main.ts [openapi|power-platform] [--seed N] [--most N] [--only TEXT,…] [--part 1/3] [--jobs N]
// [--json FILE]`: invokes the operations of the corpora for real, against services that Prism makes of the same
// documents, and prints what became of them. What became of each goes into the file; `results.ts` says why.
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { runCorpus } from './run-corpus.ts'
import { type Corpus, corpusFolder } from './subjects.ts'
import { summaryOf } from './summary.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    most: { type: 'string' },
    only: { type: 'string', default: '' },
    part: { type: 'string', default: '1/1' },
    jobs: { type: 'string', default: '2' },
    json: { type: 'string' },
  },
})
const corpora = (positionals.length > 0 ? positionals : ['openapi', 'power-platform']) as readonly Corpus[]
const folder = corpusFolder()
if (folder === undefined) {
  console.error('There is no corpus: set JACKFIELD_CORPUS to its folder.')
  process.exit(2)
}

const [part = 1, parts = 1] = values.part.split('/').map(Number)
const all: Record<string, object> = {}
for (const corpus of corpora) {
  const run = await runCorpus(corpus, folder, {
    seed: Number(values.seed),
    most: values.most === undefined ? undefined : Number(values.most),
    jobs: Number(values.jobs),
    is: (path, index) => values.only.split(',').some((each) => path.includes(each)) && index % parts === part - 1,
    done: (name, trials) => console.error(`${name}: ${trials.length}`),
  })
  const summary = summaryOf(run.trials)
  console.log(corpus, summary)
  for (const { subject, problems } of run.unread)
    console.log(`  not tried: ${subject}: ${problems.join('; ').slice(0, 300)}`)
  all[corpus] = run
}
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(all, null, 1)}\n`)
