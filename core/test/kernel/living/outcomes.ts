import type { Version } from './bells.ts'
import type { Decision, Deed } from './deed.ts'
import type { Change, Model } from './model.ts'

export const names: readonly string[] = ['goa', 'pune']

/** What a deed may come to; `undefined`: it is refused. */
export function outcomesOf(model: Model, deed: Exclude<Deed, { kind: 'finish' }>): readonly Model[] | undefined {
  const next = model.clone()
  const organisation = next.of(deed.organisation)
  if (deed.kind === 'flow') {
    const bound = organisation.flows.get(deed.id)?.bound ?? organisation.serving
    if (bound === null) return undefined
    organisation.flows.set(deed.id, { field: deed.field, bound })
    return [next]
  }
  if (deed.kind === 'unflow') {
    organisation.flows.delete(deed.id)
    return [next]
  }
  if (deed.kind === 'begin') {
    const version = organisation.flows.get(deed.id)?.bound ?? ''
    next.runs.set(deed.run, { organisation: deed.organisation, version })
    return [next]
  }
  return decided(next, deed)
}

function decided(
  next: Model,
  { kind, organisation, change: id, only, documents = [] }: Decision,
): readonly Model[] | undefined {
  const given = new Map(documents)
  const change = next.of(organisation).changes.find((one) => one.id === id) as Change
  const { revision } = change
  if (kind === 'rollback') {
    if (!next.isOpen(organisation, change)) return undefined
    next.rollBack(organisation, change, given)
    return othersToo(next, organisation, change.base)
  }
  if (kind === 'reject') {
    next.reject(organisation, given)
    return [next]
  }
  next.approve(organisation, given, only)
  return only === undefined ? othersToo(next, organisation, revision) : [next]
}

/** Whoever has what everybody has is concerned where that moves: as by an edit, or not at all. */
function othersToo(next: Model, decider: string, version: Version | null): readonly Model[] {
  let all: readonly Model[] = [next]
  for (const name of names.filter((one) => one !== decider))
    all = all.flatMap((model) => {
      const weighed = model.clone()
      weighed.weigh(name, version)
      return [model, weighed]
    })
  return all
}

/** A start weighs what the folder has for whoever is concerned by now, such as by a flow that came since. */
export function afterStart(models: readonly Model[]): readonly Model[] {
  let all = models
  for (const name of names)
    all = all.flatMap((model) => {
      const weighed = model.clone()
      if (model.isReadable) weighed.weigh(name, model.file)
      return [model, weighed]
    })
  return all
}

/**
 * What an edit of the folder may come to: an organisation without flows has what everybody has, which depends on who
 * holds what.
 */
export function outcomesOfEdit(model: Model, file: Version | null): readonly Model[] {
  const next = model.clone()
  next.put(file)
  let all: readonly Model[] = [next]
  for (const [name, { flows, serving }] of model.organisations) {
    if (flows.size > 0 || serving === file) continue
    all = all.flatMap((one) => {
      const other = one.clone()
      other.organisations.set(name, model.clone().of(name))
      return [one, other]
    })
  }
  return all
}
