import { basename, dirname, resolve } from 'node:path'
import { argumentInvalid } from '../../errors/index.ts'
import type { Extension } from '../../extend/index.ts'
import type { Io } from '../command.ts'
import { readSide } from '../read-side.ts'

/** What is watched: a folder of connectors, or the one manifest in a connector's own folder. */
export interface DevTarget {
  /** As the command line named it. */
  readonly path: string
  /** Absolute; its entries are connectors. */
  readonly dir: string
}

/** Throws `argument-invalid` for what can't be watched by itself. */
export async function devTarget(
  path: string,
  { cwd, extensions }: Pick<Io, 'cwd'> & { readonly extensions: readonly Extension[] },
): Promise<DevTarget> {
  const whole = resolve(cwd, path)
  const { single, entries } = await readSide({ path, cwd, extensions })
  const [entry] = entries
  if (!single || entry === undefined || entry.name !== basename(whole)) return { path, dir: whole }
  if (/\.(ya?ml|json)$/.test(whole)) return { path: dirname(path), dir: dirname(whole) }
  if (entry.revision.format === 'manifest') return { path, dir: whole }
  throw argumentInvalid(`${path} is one connector of several files.`, {
    hint: `Name the folder that it lies in: ${dirname(path)}.`,
  })
}
