import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { argumentInvalid } from '../../errors/index.ts'
import { readSample } from '../../infer/index.ts'
import type { Json } from '../../model/index.ts'
import type { Invocation } from '../command.ts'

/** The JSON in the file that an option names, `-` being standard input. Throws `argument-invalid`. */
export async function readSampleOption({ option, io }: Invocation, name: string): Promise<Json | undefined> {
  const path = option(name)
  if (path === undefined) return undefined
  if (path === '-') return readSample((await io.input?.()) ?? '', 'standard input')
  const text = await readFile(resolve(io.cwd, path), 'utf8').catch((cause: Error) => {
    throw argumentInvalid(`${path} can't be read: ${cause.message}`, { hint: 'Correct the path.', cause })
  })
  return readSample(text, path)
}
