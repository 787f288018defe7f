import { writeManifest } from '@jackfield/core/format'
import { openapiExporter } from '@jackfield/openapi'
import { expect, it } from 'vitest'
import { corpusEntries, corpusFolder } from '../bench/corpus.ts'
import { powerPlatformFormat } from '../src/index.ts'

const corpus = corpusFolder()

it.skipIf(corpus === undefined)(
  'a manifest of a custom connector, and a document, say all that was read of it (skipped without the corpus)',
  { timeout: 300_000 },
  async () => {
    const lost: string[] = []
    // Documents of all of them take minutes on a small machine: JACKFIELD_CORPUS_STEP=1 has them.
    const step = Number(process.env.JACKFIELD_CORPUS_STEP ?? 10)
    for (const [index, entry] of corpusEntries(corpus ?? '').entries()) {
      const { connector } = await powerPlatformFormat().read(entry)
      if (connector === undefined) continue
      const exported = index % step === 0 ? (await openapiExporter().write(connector)).problems : []
      for (const { pointer, message } of [...writeManifest(connector).problems, ...exported])
        lost.push(`${connector.id} ${pointer}: ${message}`)
    }
    expect(lost).toEqual([])
  },
)
