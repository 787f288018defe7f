import { readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { argumentInvalid } from '../../errors/index.ts'
import type { Io } from '../command.ts'

export interface Place {
  /** As messages name it. */
  readonly shownAs: string
  /** Absolute. */
  readonly folder: string
}

const manifests = /^connector\.(ya?ml|json|[cm]?[jt]s)$/

/**
 * Where the manifest goes. Throws `argument-invalid` where a connector is in the way, unless `force` writes over its
 * `connector.yaml`.
 */
export async function placeFor(
  dir: string,
  { force, cwd }: { readonly force: boolean } & Pick<Io, 'cwd'>,
): Promise<Place> {
  const folder = resolve(cwd, dir)
  const names = await readdir(folder).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return []
    throw argumentInvalid(`${dir} is no folder that can be written to: ${cause.message}`, {
      hint: 'Name another.',
      cause,
    })
  })
  const inTheWay = names.find((name) => manifests.test(name) && !(force && name === 'connector.yaml'))
  if (inTheWay === undefined) return { folder, shownAs: join(dir, 'connector.yaml') }
  throw argumentInvalid(`${join(dir, inTheWay)} is there already.`, {
    hint:
      inTheWay === 'connector.yaml' ? 'Name another folder, or write over it with --force.' : 'Name another folder.',
  })
}
