import type { Change, Read } from '../model/index.ts'
import { isAskedForNull } from './asked-for-null.ts'
import { changedPart, type Meeting } from './meet.ts'
import { changedField } from './place-in-schema.ts'

/** What touches a step is one of these. */
export type Status = 'broken' | 'risky' | 'safe'

/** What a change of what comes out does to those who read it. */
export type OutputEffect =
  | 'may be null'
  | 'may vanish'
  | 'none'
  | 'other type'
  | 'other values'
  /** What comes of it depends on more than is known of the read. */
  | 'unclear'
  | 'vanishes'

const effects: Readonly<Record<string, OutputEffect>> = {
  'output.made-nullable': 'may be null',
  'output.made-optional': 'may vanish',
  'output.moved': 'vanishes',
  'output.narrowed': 'vanishes',
  'output.removed': 'vanishes',
  'output.renamed': 'vanishes',
  'output.type': 'other type',
  'output.unwrapped': 'other type',
  'output.variant-added': 'other type',
  'output.widened': 'other type',
  'output.wrapped': 'other type',
}

/** A kind that is not known here is never called safe unless the change itself is. */
export function effectOf(change: Change): OutputEffect {
  if (change.level === 'safe') return 'none'
  const effect = Object.hasOwn(effects, change.kind) ? effects[change.kind] : undefined
  return change.level === 'breaking' ? (effect ?? 'other type') : 'other values'
}

export interface ReadVerdict {
  readonly status: Status
  /** What the expression does now: the end of a sentence. */
  readonly why: string
}

export interface ReadCircumstances {
  readonly read: Read
  readonly change: Change
  readonly meeting: Meeting
  /** Whether what is read is handed on as it is, as a supply. */
  readonly handedOn: boolean
  /** Whether it may count as false by a value that could not come before. */
  readonly newlyEmpty: boolean
}

/** What the change does to one read. Guarded reads cope with absence, not with another type or value. */
export function readVerdict(effect: OutputEffect, circumstances: ReadCircumstances): ReadVerdict {
  const { read, change, meeting } = circumstances
  if (effect === 'none') return { status: 'safe', why: 'reads what stays as it was declared.' }
  if (read.presence === true && asksMerely(effect, circumstances))
    return { status: 'safe', why: 'asks whether it is there, whatever it is.' }
  if (meeting.relation === 'below') return insideVerdict(effect, circumstances)
  if (effect === 'other values' || effect === 'unclear') return otherValues(circumstances)
  if (read.as === 'iterate' && meeting.relation === 'at' && isOneForOne(change))
    return { status: 'safe', why: 'goes through as many values as before; what it reads of them counts by itself.' }
  if (effect === 'may be null' && isAskedForNull(read, meeting))
    return { status: 'safe', why: 'asks first whether it is null.' }
  if (read.ifAbsent === 'tolerated') return guarded(effect, { read, change, meeting })
  const known = knownBy(effect, read)
  if (known === 0 || known < changedPart(read.path, meeting).length) return unguarded(effect, read, meeting)
  if (effect === 'may vanish' && isInside(change) && known < read.path.length)
    return { status: 'risky', why: 'asks for what is around it, which may be there without it.' }
  return guarded(effect, { read, change, meeting })
}

/**
 * How many leading segments of the path the expression asks for first: what is known to be there may be null all the
 * same.
 */
function knownBy(effect: OutputEffect, { guarded = 0, notNull = 0 }: Read): number {
  return effect === 'may be null' ? notNull : guarded
}

/** Whether what changed is there as before, but maybe not what is in it. */
function isInside({ kind }: Change): boolean {
  return kind === 'output.variant-added' || kind === 'output.widened'
}

const scalars: ReadonlySet<unknown> = new Set(['string', 'number', 'integer', 'boolean'])

/** Whether a plain value became a plain value of another type: neither null nor an array. */
function isOneForOne({ kind, before, after }: Change): boolean {
  return kind === 'output.type' && scalars.has(before) && scalars.has(after)
}

/**
 * Comparing goes well with every value of a type, unless all of them counted as true. One more of listed values is
 * another matter: what was written for those that there were says nothing of it.
 */
function otherValues({ read, change, newlyEmpty }: ReadCircumstances): ReadVerdict {
  if (change.kind === 'output.narrowed')
    return { status: 'risky', why: 'reads what nothing was said of, and others are listed now.' }
  return read.as === 'test' && change.kind === 'output.widened' && !newlyEmpty
    ? { status: 'safe', why: 'asks of it what can be asked of every value of its type.' }
    : { status: 'risky', why: 'may read a value that could not come before.' }
}

/** Whether what is asked about is there as before: null is there, an empty array in an array is not. */
function asksMerely(effect: OutputEffect, { read, meeting: { relation }, change }: ReadCircumstances): boolean {
  if (relation === 'below' || (relation === 'at' && effect === 'may be null')) return true
  // What is there of any type is there, but for empty lists in what is gone through.
  const isField = changedField(change)?.path.length === read.path.length && !read.path.includes('*')
  if (relation === 'at' && effect === 'other type' && isField) return true
  // What is not understood of something around it may say anything of it.
  const isKnown = change.kind !== 'output.narrowed' && (relation === 'at' || change.kind !== 'output.changed')
  return isKnown && (effect === 'other values' || effect === 'unclear')
}

type Certain = Exclude<OutputEffect, 'none' | 'other values' | 'unclear'>

function unguarded(effect: Certain, read: Read, meeting: Meeting): ReadVerdict {
  const comes = consequenceOf(read)
  const texts: Readonly<Record<Certain, string>> = {
    'may be null':
      meeting.relation === 'at' ? 'may read null.' : `finds nothing where what is around it is null${comes}.`,
    'may vanish': `may find nothing${comes}.`,
    'other type': 'reads a value of another type.',
    vanishes: `finds nothing any more${comes}.`,
  }
  return { status: 'broken', why: texts[effect] }
}

/** What comes of finding nothing. */
function consequenceOf({ ifAbsent, becomes = 'nothing' }: Read): string {
  if (ifAbsent === 'throws') return ', and the step fails then'
  const texts = {
    nothing: '',
    'empty text': ', which is empty text here',
    false: ', which makes its condition false',
    skip: ', and the step is skipped then',
  }
  return texts[becomes]
}

function guarded(
  effect: Certain,
  { read, change, meeting }: Pick<ReadCircumstances, 'read' | 'change' | 'meeting'>,
): ReadVerdict {
  if (effect === 'may vanish' || (effect === 'may be null' && isNeverNull(read, meeting)))
    return { status: 'safe', why: 'copes with finding nothing.' }
  // What is there passes the guard, and is another than it was.
  if (effect !== 'vanishes' && meeting.relation === 'at' && read.as !== 'test')
    return { status: 'broken', why: passes[effect] }
  if ((read.as === 'value' || read.as === 'whole') && isRepeated(change))
    return { status: 'broken', why: 'copes with finding nothing, and may read several values.' }
  const texts: Readonly<Record<Exclude<Certain, 'may vanish'>, string>> = {
    'may be null': 'copes with finding nothing, perhaps not with null.',
    'other type': 'copes with finding nothing, perhaps not with a value of another type.',
    vanishes: 'copes with finding nothing, but the value will not come again.',
  }
  return { status: 'risky', why: texts[effect] }
}

/** Whether what was one is a list of such now: a path through it leads to what is in each. */
function isRepeated({ kind, before, after }: Change): boolean {
  return kind === 'output.wrapped' && /^array/.test(String(after)) && !/^array/.test(String(before))
}

const passes = {
  'may be null': 'copes with finding nothing, and may read null.',
  'other type': 'copes with finding nothing, and reads a value of another type.',
}

/** Whether null means nothing to it: it is asked first, or is around what is read. */
function isNeverNull({ path, notNull = 0 }: Read, meeting: Meeting): boolean {
  return meeting.relation === 'above' || notNull >= changedPart(path, meeting).length
}

/** The change is somewhere inside what is read. */
function insideVerdict(
  effect: Exclude<OutputEffect, 'none'>,
  { read, handedOn, newlyEmpty }: ReadCircumstances,
): ReadVerdict {
  if (read.as === 'iterate')
    return { status: 'safe', why: 'goes through the elements; what it reads of them counts by itself.' }
  if (read.as === 'test' && read.ifAbsent === 'tolerated' && !newlyEmpty)
    return { status: 'safe', why: 'asks whether the whole is there.' }
  if ((read.as === 'value' || read.as === 'whole') && handedOn && effect !== 'other values' && effect !== 'unclear')
    return { status: 'broken', why: insides[effect] }
  return { status: 'risky', why: 'reads the whole that this is a part of.' }
}

const insides: Readonly<Record<Certain, string>> = {
  'may be null': 'hands the whole on, where this part may be null.',
  'may vanish': 'hands the whole on, where this part may be absent.',
  'other type': 'hands the whole on, with this part of another type.',
  vanishes: 'hands the whole on, with this part gone.',
}
