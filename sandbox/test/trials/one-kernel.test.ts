import { join } from 'node:path'
import { createKernel, type KernelEvents, sqlite } from '@jackfield/core'
import { describe, expect, it } from 'vitest'
import { readingExtensions } from '../../trials/reading-extensions.ts'
import { corpusFolder, subjectPaths } from '../../trials/subjects.ts'

const corpus = corpusFolder()
const organisation = 'pune'

describe.skipIf(corpus === undefined)('connectors that nobody here wrote (skipped without the corpus)', () => {
  it('load in one kernel, all of them, and each is read when it is asked for', { timeout: 300_000 }, async () => {
    const folder = corpus ?? ''
    const failed: KernelEvents['connector:failed'][] = []
    await using kernel = await createKernel({
      plugins: [{ dir: join(folder, 'openapi') }, { dir: join(folder, 'power-platform/connectors') }],
      extensions: readingExtensions(),
      store: sqlite(':memory:'),
      on: { 'connector:failed': (event) => void failed.push(event) },
    })
    const listed = kernel.catalogue.list({ organisation })
    const paths = [...(await subjectPaths('openapi', folder)), ...(await subjectPaths('power-platform', folder))]
    // An id that both corpora have belongs to the first.
    const told = failed.splice(0).flatMap(({ problems }) => problems.filter(({ code }) => code !== 'connector-claimed'))
    expect(told).toEqual([])
    expect(listed.length).toBeGreaterThan(paths.length * 0.99)
    let operations = 0
    for (const { id } of listed)
      operations += (await kernel.catalogue.get({ organisation, connector: id }))?.operations.length ?? 0
    expect(failed).toEqual([])
    expect(operations).toBeGreaterThan(10_000)
  })
})
