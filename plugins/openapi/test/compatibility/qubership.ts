import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Compared, compare, foundIn } from './compared.ts'
import { connectorOf, readJson } from './corpus.ts'

interface Expected {
  readonly suite: string
  readonly testId: string
  readonly dir: string
  readonly rendered_from_template: boolean
  readonly verdict: 'breaking' | 'risky' | 'safe'
}

export interface Qubership {
  readonly cases: readonly Compared[]
  /** The corpus has a verdict of them, and no documents. */
  readonly withoutDocuments: readonly string[]
}

/** The Qubership compatibility suites: pairs with a verdict of `breaking`, `risky` or `safe`. */
export async function compareQubership(corpus: string): Promise<Qubership> {
  const folder = join(corpus, 'compatibility/qubership')
  const all = readJson<readonly Expected[]>(folder, 'expected.json')
  const hasDocuments = ({ dir }: Expected): boolean => existsSync(join(folder, dir, 'before.yaml'))
  return {
    cases: await Promise.all(all.filter(hasDocuments).map((expected) => compareCase(folder, expected))),
    withoutDocuments: all.filter((one) => !hasDocuments(one)).map(idOf),
  }
}

const idOf = ({ suite, testId }: Expected): string => `${suite}/${testId}`

async function compareCase(folder: string, expected: Expected): Promise<Compared> {
  const read = (state: string) => connectorOf(documentOf(folder, expected, state), 'document.yaml')
  const report = compare(await read('before'), await read('after'))
  const ours = report.level === 'none' ? 'safe' : report.level
  return {
    id: idOf(expected),
    theirs: expected.verdict,
    ours: report.level,
    agrees: (expected.verdict === 'safe') === (ours === 'safe'),
    exact: expected.verdict === ours,
    found: foundIn(report),
  }
}

/** A schema by itself goes into the template of its suite. */
function documentOf(folder: string, { suite, dir, rendered_from_template }: Expected, state: string): string {
  const own = readFileSync(join(folder, dir, `${state}.yaml`), 'utf8')
  if (!rendered_from_template) return own
  const template = readFileSync(join(folder, 'openapi', suite, 'template.yaml.tpl'), 'utf8')
  return template.replace(/^([ \t]*)__SCHEMA__/m, (_placeholder, indent: string) =>
    own
      .split('\n')
      .map((line) => indent + line)
      .join('\n'),
  )
}
