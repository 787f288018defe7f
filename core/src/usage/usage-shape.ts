import { connectorIdPattern, isPointer, splitOperation } from '../model/index.ts'
import { isObject, list, oneOf, record, refuse, type Shape, text, variant } from './shape.ts'

const name = text('a name of 1 to 256 characters, none of them a control character', (value) =>
  /^[^\p{Cc}]{1,256}$/u.test(value),
)
const anyText = text('text', () => true)
const operation = text('an operation as "connector.operation"', (value) => {
  const parts = splitOperation(value)
  return parts !== null && connectorIdPattern.test(parts.connector) && parts.operation !== ''
})
const path = list(anyText)

const place = record({
  file: { shape: name },
  line: {
    shape: (value, at, problems) => {
      if (!Number.isSafeInteger(value) || (value as number) < 1)
        refuse(problems, at, { message: `${at} is no line.`, hint: 'Lines are whole numbers and count from 1.' })
    },
  },
  pointer: { shape: text('a JSON Pointer (RFC 6901)', isPointer) },
  expression: { shape: anyText, optional: true },
})
const placeOrNull: Shape = (value, at, problems) => {
  if (value !== null) place(value, at, problems)
}

const segments: Shape = (value, at, problems) => {
  if (!Number.isSafeInteger(value) || (value as number) < 0)
    refuse(problems, at, { message: `${at} is no count of segments.` })
}

const deepest = 100
const json = nested(0)

/** Refuses what JSON can't hold, and what is nested too deep to be anything but a cycle. */
function nested(depth: number): Shape {
  return (value, at, problems) => {
    if (depth > deepest) return refuse(problems, at, { message: `A value is nested deeper than ${deepest}.` })
    if (Array.isArray(value)) return list(nested(depth + 1))(value, at, problems)
    if (isObject(value)) return list(nested(depth + 1))(Object.values(value), at, problems)
    if (value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) return
    refuse(problems, at, {
      message: `${at} holds ${typeof value === 'number' ? value : `a ${typeof value}`}, which is no JSON.`,
    })
  }
}
const schema: Shape = (value, at, problems) => {
  if (typeof value !== 'boolean' && !isObject(value))
    refuse(problems, at, {
      message: `${at} is no JSON Schema.`,
      hint: 'Give an object, true or false, or leave it out.',
    })
  else json(value, at, problems)
}

const readPath = { step: { shape: name }, path: { shape: path } }
const plain = {
  literal: { value: { shape: json } },
  copy: { ...readPath, known: { shape: oneOf('there', 'not-null', 'unless-null'), optional: true } },
  derived: {
    reads: { shape: list(record(readPath)) },
    schema: { shape: schema, optional: true },
    needs: { shape: list(record(readPath)), optional: true },
  },
  unknown: {},
}
const source = sourceWithin(0)

/** Refuses what is nested too deep to be anything but a cycle. */
function sourceWithin(depth: number): Shape {
  return (value, at, problems) => {
    if (depth > deepest) return refuse(problems, at, { message: `A source is nested deeper than ${deepest}.` })
    const inner = sourceWithin(depth + 1)
    variant({
      ...plain,
      either: { options: { shape: list(inner) }, fallback: { shape: oneOf(true), optional: true } },
      sequence: { of: { shape: inner } },
    })(value, at, problems)
  }
}

const usages = list(
  record({
    step: { shape: name },
    operation: { shape: operation },
    at: { shape: placeOrNull, optional: true },
    connection: { shape: name, optional: true },
    resolvedSchema: { shape: anyText, optional: true },
    retried: { shape: oneOf(true), optional: true },
    supplies: {
      shape: list(
        record({
          path: { shape: path },
          from: { shape: source },
          presence: { shape: oneOf('always', 'sometimes'), optional: true },
          at: { shape: placeOrNull },
        }),
      ),
    },
    reads: {
      shape: list(
        record({
          ...readPath,
          as: { shape: oneOf('value', 'test', 'iterate', 'whole') },
          ifAbsent: { shape: oneOf('throws', 'drops', 'tolerated') },
          becomes: { shape: oneOf('nothing', 'empty text', 'false', 'skip'), optional: true },
          guarded: { shape: segments, optional: true },
          notNull: { shape: segments, optional: true },
          unlessNull: { shape: list(segments), optional: true },
          presence: { shape: oneOf(true), optional: true },
          compared: { shape: oneOf(true), optional: true },
          handedOn: { shape: oneOf(true), optional: true },
          total: { shape: oneOf(true), optional: true },
          at: { shape: placeOrNull },
        }),
      ),
    },
  }),
)

const dependent = record({
  organisation: { shape: name },
  id: { shape: name },
  edition: { shape: name },
  title: { shape: anyText, optional: true },
  href: { shape: anyText, optional: true },
  kind: { shape: oneOf('flow', 'host') },
})

/** Of what `usages.put` is given. */
export const putShape: Shape = record({
  dependent: { shape: dependent },
  usages: { shape: usages },
  complete: { shape: oneOf(true, false) },
  owner: { shape: (value, at, problems) => (value === null ? undefined : name(value, at, problems)) },
})
