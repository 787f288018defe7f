import { isDeepStrictEqual } from 'node:util'
import { fieldOf, majorOf } from './bells.ts'
import type { Model } from './model.ts'
import { expected, type Known, observe, usedAndKept } from './observed.ts'
import { names } from './outcomes.ts'
import type { World } from './world.ts'

/** The one of the models that the world is like, if it is. */
export function modelOf(world: World, options: readonly Model[], known: Known): Model | undefined {
  const { held: _, ...seen } = observe(world.state, names, known)
  return options.find((model) => isDeepStrictEqual(expected(model), seen))
}

/** The same, with the ids of what is new. Throws where it is like none of them. */
export function settled(world: World, options: readonly Model[], known: Known): Model {
  const { held, ...seen } = observe(world.state, names, known)
  const found = options.find((model) => isDeepStrictEqual(expected(model), seen))
  if (found === undefined) {
    const said = JSON.stringify(options[0] && expected(options[0]), null, 1)
    throw new Error(`Expected ${said}\nand not ${JSON.stringify(seen, null, 1)}`)
  }
  const taken = new Set([...found.organisations.values()].flatMap(({ changes }) => changes.map(({ id }) => id)))
  const versionOf = (id: string | null) => (id === null ? null : known.get(id))
  for (const [name, { changes }] of found.organisations)
    for (const change of changes.filter(({ id }) => id === undefined)) {
      const { base, revision, state } = change
      const fits = held.find(
        (one) =>
          one.organisation === name &&
          !taken.has(one.id) &&
          versionOf(one.base) === base &&
          versionOf(one.revision) === revision &&
          one.state === state,
      )
      if (fits === undefined) throw new Error(`No change ${base} > ${revision} of ${name} is there.`)
      change.id = fits.id
      taken.add(fits.id)
    }
  return found
}

/** Throws where something is lost, kept for nobody, told twice, or calls what it is not bound to. */
export async function assertSound(world: World, model: Model, { known, rolledBack }: Sound): Promise<void> {
  if (world.errors.length > 0) throw new Error(`It complained: ${world.errors.join()}`)
  const { used, back, kept } = usedAndKept(world.state)
  const shown = (ids: Iterable<string>) => [...ids].map((id) => known.get(id) ?? id).join()
  const lost = [...used].filter((id) => !kept.has(id))
  const idle = [...kept].filter((id) => !used.has(id) && !back.has(id))
  if (lost.length > 0) throw new Error(`Used, and not kept: ${shown(lost)}`)
  if (idle.length > 0) throw new Error(`Kept, and used by nobody: ${shown(idle)}`)
  for (const [id, times] of world.told)
    if (times > 1 + rolledBack(id)) throw new Error(`Change ${id} was told of ${times} times.`)
  await assertServed(world, model)
}

interface Sound {
  readonly known: Known
  /** How often a change was rolled back: it waits again, which is told. */
  rolledBack(id: string): number
}

/** Each flow calls what it is bound to. */
async function assertServed({ kernel }: World, model: Model): Promise<void> {
  for (const [organisation, { flows }] of model.organisations)
    for (const [dependent, { bound }] of flows) {
      if (bound === null) continue
      const { output } = await kernel.invoke('bell.ring', { organisation, dependent })
      const path = (output as Record<string, unknown>)[fieldOf(bound)]
      if (path !== `/v${majorOf(bound)}/ring`)
        throw new Error(`${organisation}/${dependent} of ${bound} called ${path}.`)
    }
}
