// `npm run trials -- [openapi|power-platform] [--seed N] [--most N] [--only TEXT] [--json FILE]`: invokes the operations
// of the corpora for real, against services that Prism makes of the same documents, and prints what became of them.
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { readingExtensions } from './reading-extensions.ts'
import { type Corpus, corpusFolder, readSubject, subjectPaths } from './subjects.ts'
import { summaryOf } from './summary.ts'
import type { Trial } from './trial.ts'
import { tryConnector } from './try-connector.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    most: { type: 'string' },
    only: { type: 'string', default: '' },
    json: { type: 'string' },
    verbose: { type: 'boolean', default: false },
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
  const extensions = readingExtensions()
  const trials: Trial[] = []
  const unread: { subject: string; problems: readonly string[] }[] = []
  for (const path of await subjectPaths(corpus, folder)) {
    if (!path.includes(values.only)) continue
    if (values.verbose) console.error(path.slice(path.lastIndexOf('/') + 1))
    const subject = await readSubject(
      path,
      extensions.flatMap(({ formats = [] }) => formats),
    )
    if (!('connector' in subject)) unread.push({ subject: path.slice(path.lastIndexOf('/') + 1), problems: subject })
    else {
      try {
        trials.push(
          ...(await tryConnector(subject, {
            extensions,
            seed: Number(values.seed),
            ...(values.most !== undefined && { most: Number(values.most) }),
          })),
        )
      } catch (error) {
        unread.push({ subject: subject.name, problems: [`trial: ${error instanceof Error ? error.message : error}`] })
      }
    }
  }
  const summary = summaryOf(trials)
  console.log(corpus, summary)
  for (const { subject, problems } of unread)
    console.log(`  not tried: ${subject}: ${problems.join('; ').slice(0, 300)}`)
  if (values.verbose)
    for (const { subject, operation, outcome, detail } of trials)
      if (outcome !== 'accepted') console.log(`  ${outcome} ${subject} ${operation}: ${(detail ?? '').slice(0, 300)}`)
  all[corpus] = { summary, unread, trials: trials.filter(({ outcome }) => outcome !== 'accepted') }
}
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(all, null, 1)}\n`)
