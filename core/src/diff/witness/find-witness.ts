import { type Check, createSchemaCompiler } from '../../invoke/index.ts'
import type { Dict, Json, Pointer, Problem, Schema } from '../../model/index.ts'
import type { FieldSegment } from '../field.ts'
import { alternativesOf, type SchemaNode, type Shapes } from '../schema/shape.ts'
import { type Candidate, candidatesAt, type Reason } from './candidates.ts'
import { closedSender, type OwnSchema, openedReader } from './practical-open.ts'
import { objectSample, type Sampling } from './sample.ts'
import { instancePointer, nodesAt, wrapped } from './wrap.ts'

/** A value that one schema admits and another refuses. */
export interface Witness {
  readonly value: Json
  /** Into the value: where it is refused. */
  readonly pointer: Pointer
  readonly keyword: string
}

/** One of two schemas that values go between. */
export interface End {
  readonly schema: Schema
  readonly schemas: Dict<Schema>
  readonly shapes: Shapes
}

/** What may be spent on witnesses: objects of schemas that are compiled. Counted down. */
export interface Budget {
  left: number
}

/** Looks for a value by which the difference at a place shows; `null`: none was found, which proves nothing. */
export type FindWitness = (path: readonly FieldSegment[], reasons: ReadonlySet<Reason>) => Witness | null

const maxChecks = 40
const maxText = 1_000
/** A pattern that repeats what repeats or has a choice can take an engine as long as it likes with a longer text. */
const hardPattern = /"pattern":"(?:[^"\\]|\\.)*\)[*+{]/
const maxHardText = 12
/** Schemas that may be looked at for one witness. */
const maxLooks = 2_000

/**
 * For values that the sender may send. They are checked against both schemas, rewritten as practical-open, which are
 * compiled when the first value is; what does not check is no witness.
 */
export function createFindWitness(sender: End, reader: End, budget: Budget): FindWitness {
  let checks: Checks | null | undefined
  return (path, reasons) => {
    const senderNode = sender.shapes.node(sender.schema)
    const readerNode = reader.shapes.node(reader.schema)
    const to: Sampling = { shapes: sender.shapes, looks: { left: maxLooks } }
    const own: Ends = { sender: senderNode, reader: readerNode, to, readerShapes: reader.shapes }
    for (const { candidate, place } of placed(own, path, reasons)) {
      const value = wrapped(senderNode, { path: place, value: candidate.value }, to)
      if (value === undefined || JSON.stringify(value).length > maxText) continue
      checks ??= affordable(checksFor(sender, reader), budget)
      if (checks === null) return null
      const at = instancePointer(path)
      if (isWitness(value, candidate, { at, checks })) return { value, pointer: at, keyword: candidate.keyword }
    }
    return null
  }
}

interface Checks {
  readonly sender: Check
  readonly reader: Check
  /** The longest text that a value may have. */
  readonly maxText: number
  /** What compiling them costs, of a {@link Budget}. */
  readonly size: number
}

type Owned = Pick<End, 'schema' | 'schemas'>

interface CompiledChecks {
  readonly sender: Owned
  readonly reader: Owned
  readonly checks: Checks | null
}

/** Reports of one change are made over and over; what is compiled for one serves the others, at the same price. */
const compiled = new WeakMap<object, CompiledChecks>()

function checksFor(sender: End, reader: End): Checks | null {
  const key = typeof sender.schema === 'object' ? sender.schema : null
  const known = key === null ? undefined : compiled.get(key)
  if (known !== undefined && isSame(known.sender, sender) && isSame(known.reader, reader)) return known.checks
  const checks = compile(sender, reader)
  if (key !== null) compiled.set(key, { sender: ownedBy(sender), reader: ownedBy(reader), checks })
  return checks
}

/** Without the shapes of a report, which go with it. */
const ownedBy = ({ schema, schemas }: End): Owned => ({ schema, schemas })
const isSame = (one: Owned, other: Owned): boolean => one.schema === other.schema && one.schemas === other.schemas

/** Compiled when the first value is checked, and paid for before. */
function compile(sender: End, reader: End): Checks | null {
  const [closed, opened] = [closedSender(sender.schema, sender.schemas), openedReader(reader.schema, reader.schemas)]
  if (closed === null || opened === null) return null
  const check = ({ schema, schemas }: OwnSchema): Check => {
    let made: Check | undefined
    return (value) => {
      made ??= createSchemaCompiler(schemas)(schema)
      return made(value)
    }
  }
  const isHard = [closed, opened].some((own) => hardPattern.test(JSON.stringify(own)))
  const size = closed.size + opened.size
  return { sender: check(closed), reader: check(opened), maxText: isHard ? maxHardText : maxText, size }
}

function affordable(checks: Checks | null, budget: Budget): Checks | null {
  if (checks === null || checks.size > budget.left) return null
  budget.left -= checks.size
  return checks
}

interface Ends {
  readonly sender: SchemaNode
  readonly reader: SchemaNode
  readonly to: Sampling
  readonly readerShapes: Shapes
}

interface Placed {
  readonly candidate: Candidate
  /** Where the candidate stands: the place itself, or the object that lacks it. */
  readonly place: readonly FieldSegment[]
}

function placed(ends: Ends, path: readonly FieldSegment[], reasons: ReadonlySet<Reason>): readonly Placed[] {
  const absent = reasons.has('absent') ? lacking(ends, path) : []
  if (reasons.size === (reasons.has('absent') ? 1 : 0)) return absent
  const looks: Sampling = { shapes: ends.readerShapes, looks: { left: maxLooks } }
  const readers = nodesAt(ends.reader, path, looks).map((node) => ends.readerShapes.shape(node))
  const present = nodesAt(ends.sender, path, ends.to).flatMap((node) => {
    const shape = ends.to.shapes.shape(node)
    return readers.flatMap((reader) => candidatesAt(shape, reader, ends.to))
  })
  const wanted = present.filter((candidate) => reasons.has(candidate.reason))
  return [...absent, ...wanted.map((candidate) => ({ candidate, place: path }))].slice(0, maxChecks)
}

/** The objects around the place without it. */
function lacking(ends: Ends, path: readonly FieldSegment[]): readonly Placed[] {
  const [place, last] = [path.slice(0, -1), path.at(-1)]
  if (last?.kind !== 'name') return []
  const plains = nodesAt(ends.sender, place, ends.to).flatMap((node) => alternativesOf(ends.to.shapes.shape(node)))
  return plains
    .filter((plain) => plain.types.has('object') && !plain.required.has(last.name))
    .flatMap((plain) => {
      const value = objectSample(plain, [...plain.required], ends.to)
      return value === undefined
        ? []
        : [{ candidate: { reason: 'absent', keyword: 'required', value }, place } as const]
    })
}

function isWitness(
  value: Json,
  { reason }: Candidate,
  { at, checks }: { readonly at: Pointer; readonly checks: Checks },
): boolean {
  if (longestText(value) > checks.maxText || checks.sender(value).length > 0) return false
  const problems = checks.reader(value)
  if (problems.some((problem) => problem.code === 'schema-unusable')) return false
  return problems.some((problem) => concerns(problem, at) && (reason !== 'absent' || problem.code === 'key-missing'))
}

function longestText(value: Json): number {
  if (typeof value === 'string') return value.length
  if (typeof value !== 'object' || value === null) return 0
  return Object.values(value).reduce<number>((most, part) => Math.max(most, longestText(part as Json)), 0)
}

function concerns({ pointer = '' }: Problem, at: Pointer): boolean {
  return pointer === at || pointer.startsWith(`${at}/`)
}
