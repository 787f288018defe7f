import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createKernel, type Kernel, sqlite } from '@jackfield/core'
import { watch } from 'chokidar'
import { generatedConnector } from './generated-connector.ts'
import { absolute, type Measurement } from './measurement.ts'
import { quantile } from './statistics.ts'

const saves = 40
const pause = 150

/**
 * Milliseconds from the beginning of a save that adds a field to the moment when the new revision serves. The reference
 * is a bare chokidar hearing of the same saves.
 */
export async function fileToServing(): Promise<Measurement[]> {
  const dir = await mkdtemp(join(tmpdir(), 'jackfield-bench-'))
  const file = join(dir, 'connectors/edited/connector.json')
  await mkdir(join(dir, 'connectors/edited'), { recursive: true })
  await writeFile(file, generatedConnector('edited', 10))
  const kernel = await createKernel({
    plugins: [{ dir: join(dir, 'connectors') }],
    store: sqlite(join(dir, 'kernel.db')),
  })
  try {
    const { heard, serving } = await saveAndTime(kernel, file)
    const [figure, reference] = [quantile(serving, 0.95), quantile(heard, 0.95)]
    const name = 'file saved → new revision serving, 95th percentile'
    return [absolute({ name, unit: 'ms', figure, reference, budget: 60 })]
  } finally {
    await kernel[Symbol.asyncDispose]()
    await rm(dir, { recursive: true })
  }
}

async function saveAndTime(
  kernel: Kernel,
  file: string,
): Promise<{ readonly heard: number[]; readonly serving: number[] }> {
  const watcher = watch(file, { ignoreInitial: true })
  await once(watcher, 'ready')
  const heard: number[] = []
  const serving: number[] = []
  for (let revision = 1; revision <= saves; revision++) {
    await new Promise((resolve) => setTimeout(resolve, pause))
    const start = performance.now()
    const hears = new Promise<void>((resolve) =>
      watcher.once('change', () => resolve(void heard.push(performance.now() - start))),
    )
    const serves = whenServing(kernel, `1.0.${revision}`).then(() => serving.push(performance.now() - start))
    await writeFile(file, generatedConnector('edited', 10, revision))
    await Promise.all([hears, serves])
  }
  await watcher.close()
  return { heard, serving }
}

function whenServing(kernel: Kernel, version: string): Promise<void> {
  return new Promise((resolve) => {
    const stop = kernel.on('connector:changed', (event) => {
      if (event.version !== version) return
      stop()
      resolve()
    })
  })
}
