import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Compared, compare, foundIn } from './compared.ts'
import { connectorOf, readJson } from './corpus.ts'

interface Expected {
  readonly test: string
  readonly file: string
  readonly old: string
  readonly new: string
  readonly expect: 'equal' | 'compatible' | 'incompatible'
}

/** The tests of OpenAPITools' openapi-diff: pairs that are `equal`, `compatible` or `incompatible`. */
export function compareOpenapitools(corpus: string): Promise<readonly Compared[]> {
  const folder = join(corpus, 'compatibility/openapitools')
  const all = readJson<readonly Expected[]>(folder, 'expected.json')
  return Promise.all(all.map((expected) => compareCase(folder, expected)))
}

async function compareCase(folder: string, expected: Expected): Promise<Compared> {
  const read = (name: string) => connectorOf(readFileSync(join(folder, name)), 'document.yaml')
  const report = compare(await read(expected.old), await read(expected.new))
  const { level } = report
  const said = level === 'none' ? 'equal' : level === 'safe' ? 'compatible' : 'incompatible'
  return {
    id: `${expected.file.replace(/Test\.java$/, '')}/${expected.test} (${expected.new})`,
    theirs: expected.expect,
    ours: level,
    agrees: (expected.expect === 'incompatible') === (said === 'incompatible'),
    exact: expected.expect === said,
    found: foundIn(report),
  }
}
