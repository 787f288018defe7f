import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { argumentInvalid } from '../../errors/index.ts'
import { type Exporter, writeYaml } from '../../load/index.ts'
import type { Connector, JsonObject } from '../../model/index.ts'
import { assertReadable } from '../assert-readable.ts'
import type { Command, Invocation } from '../command.ts'
import { printProblems } from '../print-problems.ts'
import { withProgress } from '../progress.ts'
import { readComparable, type Side } from '../read-side.ts'

export const exportCommand: Command = {
  name: 'export',
  summary: 'Write a connector, in whichever format it is, as a document for other tools.',
  synopsis: 'SOURCE [-o FILE] [--as NAME]',
  positionals: true,
  options: {
    output: {
      short: 'o',
      value: 'FILE',
      description: 'Where it goes: YAML where the name ends so, else JSON. Without it, JSON to standard output.',
    },
    as: { value: 'NAME', description: 'What kind of document; by itself the first that an extension brings.' },
  },
  examples: [
    'jackfield export plugins/connectors/production-tracker -o openapi.yaml',
    'jackfield export petstore/connector.yaml > petstore.json',
  ],
  async run(invocation) {
    const { io } = invocation
    const { source, output } = argumentsOf(invocation)
    await assertReadable([source], io)
    const exporter = await exporterOf(invocation)
    const extensions = await invocation.extensions()
    const side = await withProgress(io, 'reading', () => readComparable({ path: source, cwd: io.cwd, extensions }))
    const { document, problems } = await exporter.write(onlyOne(side, source))
    const text = textOf(document, output)
    if (output === undefined) io.out(text)
    else {
      await write(resolve(io.cwd, output), text, output)
      io.out(`${output}\n`)
    }
    return printProblems([...side.problems, ...problems], io)
  },
}

function argumentsOf({ positionals, option, io }: Invocation) {
  const [source, ...more] = positionals
  const output = option('output')
  const hint = { hint: 'Write jackfield export SOURCE -o FILE.' }
  if (source === undefined) throw argumentInvalid('Export what?', hint)
  if (more.length > 0) throw argumentInvalid('One connector is exported at a time.', hint)
  if (output !== undefined && resolve(io.cwd, output) === resolve(io.cwd, source))
    throw argumentInvalid(`${output} is the source itself.`, { hint: 'Name another file with -o.' })
  return { source, output }
}

async function exporterOf(invocation: Invocation): Promise<Exporter> {
  const known = (await invocation.extensions()).flatMap(({ exporters = [] }) => exporters)
  const asked = invocation.option('as')
  const found = asked === undefined ? known[0] : known.find(({ name }) => name === asked)
  if (found !== undefined) return found
  const names = known.map(({ name }) => name).join(', ')
  throw argumentInvalid(asked === undefined ? 'No extension writes documents.' : `Nothing writes "${asked}".`, {
    hint:
      known.length === 0
        ? 'Install one that does, and list it in package.json or jackfield.config.ts.'
        : `Choose one of ${names}.`,
  })
}

function onlyOne({ connectors }: Side, source: string): Connector {
  const [first, second] = connectors
  if (first !== undefined && second === undefined) return first
  throw argumentInvalid(`${source} has ${connectors.length} connectors.`, { hint: 'Name one of them.' })
}

function textOf(document: JsonObject, output: string | undefined): string {
  return /\.ya?ml$/i.test(output ?? '') ? writeYaml(document) : `${JSON.stringify(document, null, 2)}\n`
}

async function write(path: string, text: string, shownAs: string): Promise<void> {
  await writeFile(path, text).catch((cause: Error) => {
    throw argumentInvalid(`${shownAs} can't be written: ${cause.message}`, { hint: 'Name another file.', cause })
  })
}
