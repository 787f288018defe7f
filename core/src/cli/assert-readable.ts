import { access, constants } from 'node:fs/promises'
import { resolve } from 'node:path'
import { argumentInvalid } from '../errors/index.ts'
import type { Io } from './command.ts'

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'there is no such file or folder',
  EACCES: 'reading it is not allowed',
}

/** Throws `argument-invalid` that names every path that is not there or can't be read. */
export async function assertReadable(paths: readonly string[], { cwd }: Pick<Io, 'cwd'>): Promise<void> {
  const failures = await Promise.all(
    paths.map((path) =>
      access(resolve(cwd, path), constants.R_OK).then(
        () => [],
        (cause: NodeJS.ErrnoException) => [{ path, cause }],
      ),
    ),
  )
  const [first, ...others] = failures.flat()
  if (first === undefined) return
  const said = [first, ...others].map(({ path, cause }) => `${path} (${reasons[cause.code ?? ''] ?? cause.message})`)
  throw argumentInvalid(`Can't read ${said.join(', ')}.`, { hint: 'Correct the path.', cause: first.cause })
}
