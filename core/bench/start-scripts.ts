/**
 * What the measuring processes of a start run; each prints one number. They take what they work on from the
 * environment.
 */

/**
 * Milliseconds in which a program of a few lines reads every file and parses those in JSON: the least a start can do.
 */
export const reading = `
  import { lstatSync, readdirSync, readFileSync } from 'node:fs'
  import { join } from 'node:path'
  const start = performance.now()
  let count = 0
  function read(path) {
    if (lstatSync(path).isDirectory()) for (const name of readdirSync(path)) read(join(path, name))
    else {
      const text = readFileSync(path, 'utf8')
      count++
      if (path.endsWith('.json')) try { JSON.parse(text) } catch { /* Not strictly JSON: the kernel finds that too. */ }
    }
  }
  for (const dir of JSON.parse(process.env.BENCH_DIRS)) read(dir)
  console.log(performance.now() - start)
`

const opening = `
  import { randomBytes } from 'node:crypto'
  import { createKernel, sqlite } from '@jackfield/core'
  const { BENCH_DIRS, BENCH_STORE, BENCH_EXTENSIONS, BENCH_COUNT } = process.env
  const organisation = 'bench'
  const key = randomBytes(32)
  async function openKernel(more = {}) {
    const made = await Promise.all(JSON.parse(BENCH_EXTENSIONS).map((module) => import(module)))
    const extensions = made.flatMap((module) => [module.openapi, module.powerPlatform].filter(Boolean).map((make) => make()))
    const plugins = JSON.parse(BENCH_DIRS).map((dir) => ({ dir }))
    const keyProvider = { name: 'one-off', key: async () => key }
    const start = performance.now()
    const kernel = await createKernel({ plugins, extensions, store: sqlite(BENCH_STORE), keyProvider, ...more })
    return { kernel, taken: performance.now() - start }
  }
  function assertAll(kernel) {
    const count = kernel.catalogue.list({ organisation }).length
    if (count < Number(BENCH_COUNT)) throw new Error(count + ' connectors are there.')
  }
  function mebibytes() {
    for (let time = 0; time < 3; time++) gc()
    const { heapUsed, external } = process.memoryUsage()
    return (heapUsed + external) / 2 ** 20
  }
`

/** Milliseconds until all connectors are there. */
export const starting = `${opening}
  const { kernel, taken } = await openKernel()
  assertAll(kernel)
  await kernel[Symbol.asyncDispose]()
  console.log(taken)
`

/** Mebibytes that are in use once all connectors are there. */
export const resting = `${opening}
  const { kernel } = await openKernel()
  assertAll(kernel)
  console.log(mebibytes())
  await kernel[Symbol.asyncDispose]()
  process.exit(0)
`

/** The same, without looking at what is there. */
export const remembering = `${opening}
  const { kernel } = await openKernel()
  console.log(mebibytes())
  await kernel[Symbol.asyncDispose]()
  process.exit(0)
`

/** Mebibytes that are in use after every connector was read once, as much as a person looks at it. */
export const looking = `${opening}
  const { kernel } = await openKernel()
  for (const { id } of kernel.catalogue.list({ organisation }))
    await kernel.catalogue.get({ organisation, connector: id }).catch((error) => {
      if (error.code !== 'connector-invalid') throw error
    })
  console.log(mebibytes())
  await kernel[Symbol.asyncDispose]()
  process.exit(0)
`

/**
 * Calls an operation of \`BENCH_USES\` connectors; prints the milliseconds of the first call, or what is in use after
 * all.
 */
export const using = (printed: 'first' | 'memory'): string => `${opening}
  import { createServer } from 'node:http'
  const service = createServer((request, response) => {
    response.setHeader('content-type', 'application/json')
    response.end('{"id":"7"}')
  })
  await new Promise((resolve) => service.listen(0, '127.0.0.1', resolve))
  const { kernel } = await openKernel({ connectTo: { '*': 'http://127.0.0.1:' + service.address().port } })
  const uses = kernel.catalogue.list({ organisation }).slice(0, Number(process.env.BENCH_USES))
  let first
  for (const { id } of uses) {
    const { id: connection } = await kernel.connections.add({ organisation, connector: id, settings: {}, credentials: { key: 'k' } })
    const start = performance.now()
    await kernel.invoke(id + '.get0', { connection, input: { thingId: '7' } })
    first ??= performance.now() - start
  }
  console.log(${printed === 'first' ? 'first' : 'mebibytes()'})
  await kernel[Symbol.asyncDispose]()
  process.exit(0)
`
