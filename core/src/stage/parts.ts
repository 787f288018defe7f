import type { ConnectorId, Problem, Revision, Scope } from '../model/index.ts'
import type { Register } from '../register/index.ts'
import type { Drafts } from './drafts.ts'
import { draftOf, layOver, seesBase } from './lay-over.ts'
import { shadowed } from './shadowed.ts'
import type { Subject } from './subject.ts'

/** What one connector becomes for one organisation, or for everybody. */
export interface Part {
  readonly scope: Scope
  readonly connector: ConnectorId
  readonly base: Revision | undefined
  /** Its own next revision; `null`: there is none in its scope. */
  readonly own: Revision | null
  /** What is used then: its own, or the host's of its id that an organisation sees. */
  readonly next: Revision | null
  /** Of an extension that does not fit. */
  readonly problems: readonly Problem[]
}

export interface Parting {
  readonly register: Register
  readonly drafts: Drafts
}

/** The subject, and the extensions that change with it: theirs is one change with one decision. */
export async function partsOf(
  room: Parting,
  subject: Subject,
  organisation: string | null,
): Promise<readonly [Part, ...Part[]]> {
  const root = await partOf(room.register, subject, { organisation, own: await subject.next(organisation) })
  return [root, ...(await followers(room, root, { organisation, seen: [root] }))]
}

/** Those of whom something changes, and which of them were there before. */
export function changed(parts: readonly Part[]): readonly (Part & { readonly base: Revision })[] {
  return parts.filter((part): part is Part & { base: Revision } => part.base !== undefined && !stays(part))
}

export function stays({ base, next }: Part): boolean {
  return base?.id === next?.id
}

interface Becoming {
  readonly organisation: string | null
  readonly own: Revision | null
  readonly problems?: readonly Problem[]
}

async function partOf(
  register: Register,
  { scope, connector }: { readonly scope: Scope; readonly connector: ConnectorId },
  { organisation, own, problems = [] }: Becoming,
): Promise<Part> {
  const below = organisation === null ? undefined : await shadowed(register, { scope, connector })
  const base = (await register.activeIn(scope, connector, organisation)) ?? below
  return { scope, connector, base, own, next: own ?? below ?? null, problems }
}

interface Following {
  readonly organisation: string | null
  readonly seen: readonly Part[]
}

async function followers(room: Parting, base: Part, { organisation, seen }: Following): Promise<readonly Part[]> {
  const isSeen = ({ scope, connector }: Extension): boolean =>
    seen.some((one) => one.scope === scope && one.connector === connector)
  const found: Part[] = []
  for (const extension of extensionsOf(room, base, organisation)) {
    if (isSeen(extension)) continue
    const part = await follower(room, extension, { base, organisation })
    if (part.base !== undefined || part.own !== null) found.push(part)
  }
  const all: Part[] = []
  for (const part of found)
    all.push(part, ...(await followers(room, part, { organisation, seen: [...seen, ...found] })))
  return all
}

interface Extension {
  readonly scope: Scope
  readonly connector: ConnectorId
}

/** Those that serve over this base for the organisation, and those that wait for it. */
function extensionsOf({ register, drafts }: Parting, base: Part, organisation: string | null): readonly Extension[] {
  const sees = ({ scope }: Extension): boolean => seesBase(register, scope, { ...base, organisation })
  const serving = register.extensions().filter(({ scope, connector }) => {
    const over = register.summaryIn(scope, connector, organisation)?.extends
    return over !== undefined && register.known(over)?.connector === base.connector
  })
  const waiting = drafts
    .extending(base.connector)
    .map(({ scope, model }) => ({ scope, connector: model.id }))
    .filter(({ scope, connector }) => register.summaryIn(scope, connector, organisation) === undefined)
  return [...serving, ...waiting].filter(sees)
}

/** What serves goes on over the new base; only where it can't, what the folder has now is tried. */
async function follower(
  { register, drafts }: Parting,
  extension: Extension,
  { base, organisation }: { readonly base: Part; readonly organisation: string | null },
): Promise<Part> {
  const serving = await register.activeIn(extension.scope, extension.connector, organisation)
  const read = drafts.get(extension.scope, extension.connector)
  const tried = [
    serving && (await draftOf(register, serving)),
    read?.model.extends === base.connector ? read : undefined,
  ]
    .filter((draft) => draft != null)
    .map((draft) => layOver(draft, base.next))
  const laid = tried.find(({ revision }) => revision !== null) ?? tried.at(-1)
  const { revision: own = null, problems = [] } = laid ?? {}
  return partOf(register, extension, { organisation, own, problems })
}

export function ownerOf(scope: Scope): string | null {
  return scope === 'host' ? null : scope.slice('organisation:'.length)
}
