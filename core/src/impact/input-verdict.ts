import { type FieldSegment, fieldOf, isElement } from '../diff/index.ts'
import type { Change, Supply } from '../model/index.ts'
import { admitted, type InputVerdict, pathOf, worst } from './admitted.ts'
import { discriminated } from './discriminated.ts'
import { mayBeLeftOut } from './left-out.ts'
import { lookedUp } from './looked-up.ts'
import { type MetSupply, presenceOf, type Supplied, suppliesMeeting } from './supplied.ts'
import { suppliedAgain } from './supplied-again.ts'
import { supplyFits, wasRefused } from './supply-fit.ts'

type Judge = (change: Change, field: readonly FieldSegment[], supplied: Supplied) => InputVerdict

/** What a change of an operation's input does to a step that invokes it, by what this step supplies. */
export function inputVerdict(change: Change, supplied: Supplied): InputVerdict {
  const field = fieldOf(change.pointer)?.path ?? []
  const judge = (Object.hasOwn(judges, change.kind) ? judges[change.kind] : undefined) ?? other
  return worst([judge(change, field, supplied), ...suppliedAgain(change, field, supplied)])
}

const judges: Readonly<Record<string, Judge>> = {
  'input.added': whatIsSupplied,
  'input.closed': closed,
  'input.default': defaulted,
  'input.discriminator': discriminated,
  'input.made-required': required,
  'input.moved': removed,
  'input.overlapping': whatIsSupplied,
  'input.placement': placed,
  'input.removed': removed,
  'input.renamed': renamed,
  'input.required-added': required,
}

/** Kinds that admit less, or that are not understood, and those that admit more. */
function other(change: Change, field: readonly FieldSegment[], supplied: Supplied): InputVerdict {
  if (change.level !== 'safe') return whatIsSupplied(change, field, supplied)
  // Schemas are compared as if one of several alternatives were enough; a literal is validated as it is.
  const refused = suppliesMeeting(field, supplied).find(
    ({ supply }) => supply.from.kind === 'literal' && supplyFits(supply, supplied) === 'no',
  )
  if (refused !== undefined)
    return { status: 'broken', why: 'What the step supplies is refused now.', supply: refused.supply }
  return { status: 'safe', why: 'What the step supplies is admitted as before.' }
}

function whatIsSupplied(_change: Change, field: readonly FieldSegment[], supplied: Supplied): InputVerdict {
  const met = suppliesMeeting(field, supplied)
  if (met.length === 0 && field.length === 0) return { status: 'risky', why: 'The step supplies nothing.' }
  if (met.length === 0) return { status: 'safe', why: 'The step does not supply it.' }
  return worst(met.map((one) => admitted(one, field, supplied)))
}

function required(change: Change, field: readonly FieldSegment[], supplied: Supplied): InputVerdict {
  const met = suppliesMeeting(field, supplied)
  if (met.length === 0) {
    const around = suppliesMeeting(field.slice(0, -1), supplied)
    if (parentLength(field) > 0 && around.length === 0)
      return { status: 'safe', why: 'The step does not supply what this is a part of.' }
    if (isAlternative(field, supplied))
      return { status: 'risky', why: 'The step does not supply it, and one of the alternatives has to have it.' }
    return { status: 'broken', why: 'The step does not supply it, so it is refused.', ...first(wholes(around)) }
  }
  return worst(met.map((one) => present(one, field, { change, supplied })))
}

/**
 * Those that supply what is around a field; beside them, those that supply other parts of it say nothing of the field.
 */
function wholes(around: readonly MetSupply[]): readonly MetSupply[] {
  return around.filter(({ meeting }) => meeting.relation !== 'above')
}

/** Whether only some of what may be around it has to have it. */
function isAlternative(field: readonly FieldSegment[], { operation }: Supplied): boolean {
  const input = operation.schema('input', 'revision')
  const last = field.at(-1)
  if (input === null || last?.kind !== 'name') return false
  return lookedUp(pathOf(field.slice(0, -1)), input).nodes.some((node) => {
    const shape = input.shapes.shape(node)
    return shape.kind === 'union' && shape.variants.some((variant) => !variant.shape.required.has(last.name))
  })
}

interface Requiring {
  readonly change: Change
  readonly supplied: Supplied
}

function present(met: MetSupply, field: readonly FieldSegment[], { change, supplied }: Requiring): InputVerdict {
  const { supply } = met
  const presence = presenceOf(met, field, supplied)
  if (presence === 'never') return { status: 'broken', why: 'The step does not supply it, so it is refused.', supply }
  if (presence === 'maybe')
    return { status: 'broken', why: 'What the step supplies may be absent; it is refused then.', supply }
  if (presence === 'unknown') return { status: 'risky', why: 'Whether the step supplies it is not known.', supply }
  // Whether its value is admitted is a change of its own, unless there was no such input before.
  if (change.kind === 'input.made-required' && !wasRefused(supply, supplied))
    return { status: 'safe', why: 'The step always supplies it.', supply }
  return admitted(met, field, supplied)
}

/** Of the parent: names only, since the elements of an array have no name to leave out. */
function parentLength(field: readonly FieldSegment[]): number {
  return field.slice(0, -1).filter((segment) => segment.kind !== 'element').length
}

function first(met: readonly MetSupply[]): { readonly supply?: Supply } {
  const [one] = met
  return one === undefined ? {} : { supply: one.supply }
}

function removed(change: Change, field: readonly FieldSegment[], supplied: Supplied): InputVerdict {
  const met = suppliesMeeting(field, supplied)
  const present = met.map((one) => ({ ...one, presence: presenceOf(one, field, supplied) }))
  const given = present.filter((one) => one.presence !== 'never')
  if (given.length === 0) return { status: 'safe', why: 'The step does not supply it.' }
  const certain = given.find((one) => one.presence !== 'unknown')
  if (change.level === 'breaking' && certain !== undefined)
    return { status: 'broken', why: 'The step supplies it, which is refused now.', supply: certain.supply }
  return {
    status: 'risky',
    why: 'The step supplies it, which has no effect any more.',
    ...first(certain ? [certain] : given),
  }
}

/** Where it is left out, so it is from the request, wherever it stood there. */
function placed(_change: Change, field: readonly FieldSegment[], supplied: Supplied): InputVerdict {
  const given = suppliesMeeting(field, supplied).filter((one) => presenceOf(one, field, supplied) !== 'never')
  if (given.length === 0) return { status: 'safe', why: 'The step does not supply it.' }
  return { status: 'risky', why: 'The step supplies it, and it is sent otherwise now.', ...first(given) }
}

/** The old name is one that is gone; the new one may be required, or supplied already as what was not declared. */
function renamed(change: Change, field: readonly FieldSegment[], supplied: Supplied): InputVerdict {
  const old = removed(change, field, supplied)
  if (change.rename === undefined) return old
  const heir: readonly FieldSegment[] = [...field.slice(0, -1), { kind: 'name', name: change.rename.to }]
  if (!requires(heir, supplied)) return worst([old, whatIsSupplied(change, heir, supplied)])
  const next = required(change, heir, supplied)
  if (next.status !== 'broken' || old.supply === undefined) return worst([next, old])
  return { status: 'broken', why: 'The step supplies the old name, and the new one is required.', supply: old.supply }
}

/** Whether the input has to have the field, wherever it has what is around it. */
export function requires(field: readonly FieldSegment[], { operation }: Pick<Supplied, 'operation'>): boolean {
  const input = operation.schema('input', 'revision')
  const last = field.at(-1)
  if (input === null || last?.kind !== 'name') return false
  return lookedUp(pathOf(field.slice(0, -1)), input).nodes.some((node) => {
    const shape = input.shapes.shape(node)
    return shape.kind === 'plain' && shape.required.has(last.name)
  })
}

/** Concerns only what is supplied under names that are not listed; what a listed one admits is a change of its own. */
function closed(_change: Change, field: readonly FieldSegment[], supplied: Supplied): InputVerdict {
  const refused = suppliesMeeting(field, supplied).map((met): InputVerdict => {
    if (!isListed(met, field, supplied)) return admitted(met, field, supplied)
    return { status: 'safe', why: 'The step supplies only what is listed.', supply: met.supply }
  })
  return worst([{ status: 'safe', why: 'The step supplies only what is listed.' }, ...refused])
}

/** Whether all that may be at the field lists the name that is supplied there. */
function isListed({ supply, meeting }: MetSupply, field: readonly FieldSegment[], { operation }: Supplied): boolean {
  const input = operation.schema('input', 'revision')
  const names = supply.path.filter((segment) => !isElement(segment))
  const name = names[names.length - meeting.rest]
  if (input === null || meeting.relation !== 'above' || name === undefined) return false
  const { nodes, partly } = lookedUp([...pathOf(field), name], input)
  return nodes.length > 0 && !partly
}

function defaulted(_change: Change, field: readonly FieldSegment[], supplied: Supplied): InputVerdict {
  const met = suppliesMeeting(field, supplied)
  if (met.some((one) => presenceOf(one, field, supplied) === 'always' && !mayBeLeftOut(one.supply, supplied)))
    return { status: 'safe', why: 'The step supplies a value of its own.' }
  const always = met.length === 0 ? '' : ' always'
  return { status: 'risky', why: `The step does not${always} supply it, so another default counts.`, ...first(met) }
}
