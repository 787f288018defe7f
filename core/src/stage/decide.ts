import { type ConnectionId, type Held, type HeldId, newId, type Revision } from '../model/index.ts'
import { comparisonOf } from './comparison.ts'
import { type Part, partsOf, stays } from './parts.ts'
import type { StageRoom } from './stage-room.ts'
import type { Subject } from './subject.ts'
import { weigh } from './weigh.ts'

/** What happens for one organisation; `replaces` is the held change that ends with it. */
export type Decision = { readonly organisation: string; readonly parts: readonly [Part, ...Part[]] } & (
  | /** It uses this very state already. */ { readonly kind: 'stand' }
  | /** It is held already. */ { readonly kind: 'wait' }
  | { readonly kind: 'introduce'; readonly unsettled: readonly ConnectionId[] }
  | { readonly kind: 'keep'; readonly replaces?: Held }
  | { readonly kind: 'hold'; readonly held: Held; readonly replaces?: Held }
  | {
      readonly kind: 'activate'
      readonly replaces?: Held
      /** Connections whose secrets have to be entered again. */
      readonly unsettled: readonly ConnectionId[]
    }
)

export async function decide(room: StageRoom, subject: Subject, organisation: string): Promise<Decision> {
  const parts = await partsOf(room, subject, organisation)
  const [{ base, own }] = parts
  const mine = { organisation, parts }
  if (base === undefined) return { ...mine, kind: 'introduce', unsettled: await beyond(room, mine) }

  const changes = await changesOf(room, subject, organisation)
  const waiting = changes.find(({ state }) => state === 'held')
  const replaces = waiting === undefined ? {} : { replaces: waiting }
  if (stays(parts[0])) {
    if (waiting === undefined && !(await strays(room, subject, mine))) return { ...mine, kind: 'stand' }
    return { ...mine, kind: 'activate', unsettled: [], ...replaces }
  }
  const wanted = own?.id ?? null
  if (waiting?.revision === wanted && waiting.base === base.id) return { ...mine, kind: 'wait' }
  if (changes.some((change) => change.state === 'rejected' && change.revision === wanted && !change.lapsed)) {
    room.log.info(
      `This state of "${subject.connector}" was rejected by "${organisation}" before: it is not staged again.`,
    )
    return { ...mine, kind: 'keep', ...replaces }
  }
  // What the folder has now does not fit the base that this organisation still uses.
  if (own === null && !subject.isRemoval) return { ...mine, kind: 'keep', ...replaces }
  return { ...(await weighed(room, subject, { ...mine, base })), ...replaces }
}

type Mine = Pick<Decision, 'organisation' | 'parts'>
type Weighed = Mine & { readonly base: Revision }

async function weighed(room: StageRoom, subject: Subject, { base, ...mine }: Weighed): Promise<Decision> {
  const { report, held } = await weigh(room, comparisonOf(mine.organisation, mine.parts))
  if (held && !isHosts(mine.parts[0]))
    return { ...mine, kind: 'hold', held: hold(room, subject, { ...mine, base, report }) }
  return { ...mine, kind: 'activate', unsettled: held ? await beyond(room, mine) : [] }
}

function changesOf(
  { store }: StageRoom,
  { scope, connector }: Subject,
  organisation: string,
): Promise<readonly Held[]> {
  return store.tables.held.list({ organisation, scope, connector })
}

/** Whether a row of its own keeps the organisation from what everybody gets, and nothing does so rightly any more. */
async function strays({ register }: StageRoom, subject: Subject, { organisation, parts }: Mine): Promise<boolean> {
  const { scope, connector } = subject
  const overridden = register.overridden(scope, connector).includes(organisation)
  return overridden && ((await subject.next(null))?.id ?? parts[0].own?.id) === parts[0].own?.id
}

/**
 * The host's own connectors are deployed with it: the code of their base is gone, so there is nothing to go on with.
 */
function isHosts({ own }: Part): boolean {
  return own !== null && own.source.path === null
}

/** Secrets stay where they were given for (Law 2): connections that the next revision would send elsewhere. */
async function beyond({ connections }: StageRoom, { organisation, parts }: Mine): Promise<readonly ConnectionId[]> {
  const [{ own }] = parts
  const found = own === null || own.extends !== undefined ? [] : await connections.beyond(organisation, own.model)
  return found.map(({ connection }) => connection.id)
}

function hold(
  room: StageRoom,
  { scope, connector }: Subject,
  { organisation, parts, base, report }: Weighed & Pick<Held, 'report'>,
): Held {
  const [root, ...extensions] = parts
  const followers = extensions.filter((part) => !stays(part))
  return {
    id: newId<HeldId>('chg'),
    organisation,
    scope,
    connector,
    base: base.id,
    revision: root.own?.id ?? null,
    report,
    since: new Date(room.clock.now()).toISOString(),
    state: 'held',
    ...(followers.length > 0 && { extensions: followers.map(heldExtension) }),
  }
}

function heldExtension({ scope, connector, base, own }: Part): NonNullable<Held['extensions']>[number] {
  return { scope, connector, base: base?.id ?? null, revision: own?.id ?? null }
}
