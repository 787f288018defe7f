import { posix } from 'node:path'
import { type Plugin, type RolldownLog, rolldown } from 'rolldown'
import type { BundleRequest } from './run-bundler.ts'

const sdk = '@jackfield/core/sdk'
/** Paths of a connector's files as module ids, which are no paths of this machine. */
const root = '/connector/'

/**
 * One ES module of a connector's own files. Throws `Error` where one of them imports anything else or can't be read.
 */
export async function bundleConnector(request: NonNullable<BundleRequest>): Promise<string> {
  try {
    await using build = await rolldown({
      input: root + request.entry,
      plugins: [filesOf(request)],
      treeshake: false,
      tsconfig: false,
      logLevel: 'silent',
    })
    const { output } = await build.generate({ format: 'esm', codeSplitting: false })
    return output[0].code
  } catch (error) {
    throw new Error(`${placeOf(error)}${inOneLine(error as Error)}`)
  }
}

function filesOf({ files, sdk: source }: NonNullable<BundleRequest>): Plugin {
  const texts = new Map(files.map(({ path, text }) => [root + path, text]))
  texts.set(sdk, source)
  return {
    name: 'connector',
    resolveId(specifier, importer) {
      if (texts.has(specifier)) return specifier
      const path = posix.join(posix.dirname(importer ?? root), specifier)
      if (/^\.\.?\//.test(specifier) && texts.has(path)) return path
      const shown = JSON.stringify(specifier)
      throw new Error(
        `it imports ${shown}: a connector in the sandbox has its own files and '${sdk}', and nothing else`,
      )
    },
    load: (id) => texts.get(id),
  }
}

/** `order.ts:17:9: `, where the bundler knows a place in one of the connector's files; both are counted from 1. */
function placeOf(error: unknown): string {
  const [first] = (error as { readonly errors?: readonly RolldownLog[] }).errors ?? []
  const { file = '', line, column } = first?.loc ?? {}
  if (line === undefined || column === undefined || !file.startsWith(root)) return ''
  return `${file.slice(root.length)}:${line}:${column + 1}: `
}

/** Without colours, code frames and the bundler's own words around it. */
function inOneLine({ message }: Error): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours of a terminal begin with one.
  const plain = message.replace(/\u001b\[[0-9;]*m/g, '')
  const own = /it imports [^\n]+/.exec(plain)
  const [first = 'it could not be read'] = plain
    .split('\n')
    .filter((line) => line !== '' && !/^Build failed/.test(line))
  return (own?.[0] ?? first).replace(/^\[[A-Z_]+\] (Error: )?/, '').slice(0, 500)
}
