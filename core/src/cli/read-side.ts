import { resolve } from 'node:path'
import { argumentInvalid } from '../errors/index.ts'
import { createExecutors } from '../execute/index.ts'
import { broughtBy, type Extension } from '../extend/index.ts'
import {
  type Loaded,
  type LoadedPath,
  loadPath,
  manifestFormat,
  resolveExtensions,
  sortProblems,
} from '../load/index.ts'
import type { Connector, ConnectorId, Problem } from '../model/index.ts'
import { type Brought, checkBrought, validateConnector } from '../validate/index.ts'

/** What a path on the command line came to: its connectors, and everything wrong with them. */
export interface Side {
  readonly connectors: readonly Connector[]
  readonly problems: readonly Problem[]
  /** Whether the path is one connector rather than a folder of many. */
  readonly single: boolean
  /** The entries of the path, read or not. */
  readonly entries: readonly Entry[]
}

export interface Entry {
  /** Its own name in the folder. */
  readonly name: string
  /** What it says its id is; `null` where it does not. */
  readonly id: ConnectorId | null
  readonly isRead: boolean
  /** Whether it is read, and there is nothing to say of it. */
  readonly isFine: boolean
  readonly problems: readonly Problem[]
  /** As the kernel counts revisions: the digest of its source, and what it was read as. */
  readonly revision: { readonly id: string; readonly format: string }
}

export interface SideRequest {
  readonly path: string
  readonly cwd: string
  readonly extensions: readonly Extension[]
}

/** Reads a manifest, a connector's folder, a foreign document or a folder of connectors. Throws `argument-invalid`. */
export async function readSide({ path, ...request }: SideRequest): Promise<Side> {
  const [side] = await readSides({ ...request, paths: [path] })
  return side as Side
}

export interface SidesRequest extends Omit<SideRequest, 'path'> {
  readonly paths: readonly string[]
  /** Whether what has this digest need not be read: its entry has neither connector nor id. @default none */
  readonly known?: (digest: string) => boolean
}

/** Several paths as one: an extension may lie in another of them than the connector that it extends. */
export async function readSides({ paths, cwd, extensions, known }: SidesRequest): Promise<readonly Side[]> {
  const installed = extensions.flatMap((extension) => extension.executors ?? [])
  const code = createExecutors({ installed, trust: [] }).format('host')
  const formats = [code, manifestFormat(), ...extensions.flatMap((extension) => extension.formats ?? [])]
  const brought = broughtBy(extensions)
  const loaded = await Promise.all(
    paths.map((path) =>
      loadPath(resolve(cwd, path), { formats, shownAs: path, ...(known !== undefined && { known }) }),
    ),
  )
  const whole = [...resolveExtensions(loaded.flatMap(({ connectors }) => connectors))]
  return loaded.map((one) => sideOf({ ...one, connectors: whole.splice(0, one.connectors.length) }, brought))
}

function sideOf({ connectors, problems, single }: LoadedPath, brought: Brought): Side {
  const said = connectors.map((each) => problemsOf(each, brought))
  return {
    connectors: connectors.flatMap(({ connector }) => connector ?? []),
    problems: sortProblems([...problems, ...said.flat()]),
    single,
    entries: connectors.map(({ name, id, connector, digest, format }, index) => ({
      name,
      id,
      isRead: connector !== undefined,
      isFine: connector !== undefined && said[index]?.length === 0,
      problems: said[index] ?? [],
      revision: { id: digest, format: format ?? '' },
    })),
  }
}

function problemsOf({ connector, problems, place }: Loaded, brought: Brought): readonly Problem[] {
  // An extension was validated where it was laid over its base.
  if (connector === undefined || connector.extends !== undefined) return problems
  return [...problems, ...validateConnector(connector, place), ...checkBrought(connector, place, brought)]
}

/** A side of a comparison: throws `argument-invalid` with every problem when nothing of it can be read. */
export async function readComparable(request: SideRequest): Promise<Side> {
  const side = await readSide(request)
  if (side.connectors.length > 0) return side
  throw argumentInvalid(`${request.path} has no connector that can be read.`, {
    problems: side.problems,
    hint: 'Name a manifest, a connector’s folder, or a folder of connectors.',
  })
}
