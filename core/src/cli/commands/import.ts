import { mkdir, writeFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { argumentInvalid } from '../../errors/index.ts'
import { extensionOf, manifestText, writeManifest } from '../../load/index.ts'
import type { Connector, Problem } from '../../model/index.ts'
import { assertReadable } from '../assert-readable.ts'
import type { Command, Invocation } from '../command.ts'
import { copyIcon } from '../import/copy-icon.ts'
import { type Place, placeFor } from '../new/place-for.ts'
import { printProblems } from '../print-problems.ts'
import { withProgress } from '../progress.ts'
import { readComparable, type Side } from '../read-side.ts'

export const importCommand: Command = {
  name: 'import',
  summary: 'Write manifests of connectors in any format that can be read, to go on with by hand.',
  synopsis: 'SOURCE -o DIR [--force]',
  positionals: true,
  options: {
    output: {
      short: 'o',
      value: 'DIR',
      description: 'Where connector.yaml goes; of a folder of many, each into a folder of its id.',
    },
    force: { description: 'Writes over a connector.yaml that is there.' },
  },
  examples: [
    'jackfield import petstore.json -o plugins/connectors/petstore',
    'jackfield import downloads/connectors -o plugins/connectors',
  ],
  async run(invocation) {
    const { io } = invocation
    const { source, output, force } = argumentsOf(invocation)
    await assertReadable([source], io)
    const extensions = await invocation.extensions()
    const side = await withProgress(io, 'reading connectors', () =>
      readComparable({ path: source, cwd: io.cwd, extensions }),
    )
    const targets = await targetsIn(side, { source, output, force, cwd: io.cwd })
    const problems: Problem[] = [...side.problems]
    for (const target of targets) {
      problems.push(...(await writeTarget(target, side)))
      io.out(`${target.place.shownAs}\n`)
    }
    return printProblems(problems, io)
  },
}

function argumentsOf({ positionals, option }: Invocation) {
  const [source, ...more] = positionals
  const output = option('output')
  const hint = { hint: 'Write jackfield import SOURCE -o DIR.' }
  if (more.length > 0) throw argumentInvalid('One path is imported at a time.', hint)
  const missing = [source === undefined && 'Import what?', !output && 'Where do the manifests go?'].filter(Boolean)
  if (source === undefined || !output) throw argumentInvalid(missing.join(' '), hint)
  return { source, output, force: option('force') === 'true' }
}

interface Target {
  readonly connector: Connector
  /** Absolute; where it was read. */
  readonly from: string
  readonly place: Place
}

interface Wanted {
  readonly source: string
  readonly output: string
  readonly force: boolean
  readonly cwd: string
}

/** Every place is known to be free before anything is written. */
async function targetsIn(side: Side, { source, output, force, cwd }: Wanted): Promise<readonly Target[]> {
  const names = new Map(side.entries.map(({ id, name }) => [id, name]))
  const targets: Target[] = []
  for (const connector of side.connectors) {
    const dir = side.single ? output : join(output, connector.id)
    const from = side.single ? source : join(source, names.get(connector.id) ?? '')
    targets.push({ connector, from: resolve(cwd, from), place: await placeFor(dir, { force, cwd }) })
  }
  return targets
}

async function writeTarget({ connector, from, place }: Target, { connectors }: Side): Promise<readonly Problem[]> {
  const base = connectors.find(({ id }) => id === connector.extends)
  const own = base === undefined ? connector : extensionOf(connector, base)
  const { manifest, problems } = writeManifest(own)
  await mkdir(place.folder, { recursive: true })
  await writeFile(join(place.folder, 'connector.yaml'), manifestText(manifest, basename(from)))
  const all = [...problems, ...(await copyIcon(connector, from, place.folder))]
  return all.map((problem) => ({ ...problem, file: place.shownAs }))
}
