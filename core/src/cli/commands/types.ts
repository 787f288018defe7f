import { resolve } from 'node:path'
import { argumentInvalid } from '../../errors/index.ts'
import { assertReadable } from '../assert-readable.ts'
import type { Command, Invocation } from '../command.ts'
import { withProgress } from '../progress.ts'
import { printRegenerated, regenerateTypes, type TypesRequest } from '../regenerate-types.ts'
import { watchTypes } from '../watch-types.ts'

export const typesCommand: Command = {
  name: 'types',
  summary: 'Write TypeScript declarations by which a host’s calls are completed and checked.',
  synopsis: 'PATH… -o DIR [--watch] [--strict]',
  positionals: true,
  options: {
    output: {
      short: 'o',
      value: 'DIR',
      description:
        'Where they go, one file a connector and an index.d.ts. Those of connectors that are gone are removed.',
    },
    strict: { description: 'No other operation has a name: a call of one that is not there does not compile.' },
    watch: { description: 'Go on, and write what changes, until it is interrupted.' },
  },
  examples: ['jackfield types plugins/connectors -o src/connectors', 'jackfield types connectors -o types --watch'],
  async run(invocation) {
    const { io, option } = invocation
    const { paths, output } = argumentsOf(invocation)
    await assertReadable(paths, io)
    const request: TypesRequest = {
      paths,
      output: { dir: resolve(io.cwd, output), shownAs: output },
      strict: option('strict') !== undefined,
      extensions: await invocation.extensions(),
      io,
    }
    const first = await withProgress(io, 'writing types', () => regenerateTypes(request))
    const code = printRegenerated(first, io)
    if (option('watch') === undefined) return code
    await watchTypes(request, first)
    return 0
  },
}

function argumentsOf({ positionals, option }: Invocation): {
  readonly paths: readonly string[]
  readonly output: string
} {
  const output = option('output')
  const [missing] = [positionals.length === 0 && 'Types of what?', !output && 'Where do the types go?'].filter(Boolean)
  if (missing || !output) throw argumentInvalid(`${missing}`, { hint: 'Write jackfield types PATH -o DIR.' })
  return { paths: positionals, output }
}
