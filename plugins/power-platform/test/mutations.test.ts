import type { SourceEntry } from '@jackfield/core'
import { validateConnector } from '@jackfield/core/testing'
import { expect, it } from 'vitest'
import { mutated, random } from '../../openapi/bench/mutations.ts'
import { corpusEntries, corpusFolder } from '../bench/corpus.ts'
import { powerPlatformFormat } from '../src/index.ts'
import { caseEntries } from './case-entries.ts'

const corpus = corpusFolder()
/** Larger ones take longer and say no more. */
const largest = 100_000
/**
 * How many are tried: a count, so that every machine tries the same. `JACKFIELD_FUZZ=20000 JACKFIELD_SEED=2 vitest run
 * plugins/power-platform/test/mutations.test.ts` for more.
 */
const count = Number(process.env.JACKFIELD_FUZZ ?? 500)
const seed = Number(process.env.JACKFIELD_SEED ?? 1)

it('folders with something wrong in them are valid connectors or told about, and never throw', {
  timeout: 60_000 + count * 100,
}, async () => {
  const entries = [...caseEntries(), ...(corpus === undefined ? [] : corpusEntries(corpus))].filter(isSmall)
  const chance = random(seed)
  for (let tried = 0; tried < count; tried++) {
    const entry = entries[Math.floor(chance() * entries.length)] as SourceEntry
    const files = entry.files.map((file) => (chance() < 0.7 ? { ...file, bytes: mutated(file.bytes, chance) } : file))
    expect(await wrongWith({ ...entry, files }), `${entry.name}, mutation ${tried} of seed ${seed}`).toEqual([])
  }
  expect(Object.keys(Object.prototype)).toEqual([])
})

function isSmall({ files }: SourceEntry): boolean {
  return files.every(({ bytes }) => bytes.length < largest)
}

async function wrongWith(entry: SourceEntry): Promise<readonly string[]> {
  const { connector, problems } = await powerPlatformFormat().read(entry)
  const errors = problems.filter(({ severity }) => severity !== 'warning')
  if (connector === undefined) return errors.length > 0 ? [] : ['nothing is told']
  const refused = validateConnector(connector, (pointer) => ({ pointer })).filter(
    ({ severity }) => severity !== 'warning',
  )
  return [...errors, ...refused].map(({ message, pointer }) => `${pointer}: ${message}`)
}
