// `node sandbox/oracle/main.ts [--seed N] [--most N] [--only TEXT,…] [--part 1/3] [--pairs FOLDER] [--json FILE]`:
// makes flows of real changes of connectors, plays them on both versions, and prints how often the verdicts of
// `jackfield impact` are right. What became of each step goes into the file; `results.ts` says it in words. The changes
// are those of the corpus, or of any folder that is laid out as its history (`pair.ts`). Builds nothing: `npm run
// build` first.
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { corpusFolder } from '../trials/subjects.ts'
import { figuresOf } from './figures.ts'
import { historyIn, historyPairs } from './pair.ts'
import { type Run, runPairs } from './run-pairs.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    most: { type: 'string' },
    only: { type: 'string', default: '' },
    part: { type: 'string', default: '1/1' },
    pairs: { type: 'string' },
    json: { type: 'string' },
  },
})
const corpus = corpusFolder()
const folder = values.pairs ?? (corpus && historyIn(corpus))
if (folder === undefined) {
  console.error('There is no corpus: set JACKFIELD_CORPUS to its folder, or name a folder of pairs by --pairs.')
  process.exit(2)
}
const [part = 1, parts = 1] = values.part.split('/').map(Number)
const pairs = [...historyPairs(folder)].filter(
  ({ id, path }, index) =>
    values.only.split(',').some((each) => `${id} ${path}`.includes(each)) && index % parts === part - 1,
)
const budget = {
  seed: Number(values.seed),
  changed: 6,
  unchanged: 2,
  changedFields: 5,
  unchangedFields: 2,
  optionals: 3,
  handed: 3,
}
const run: Run = await runPairs(pairs.slice(0, Number(values.most ?? pairs.length)), budget, ({ id }, steps) =>
  console.error(`${id}: ${steps} steps`),
)
console.log(figuresOf(run))
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(run, null, 1)}\n`)
