import { seedOf } from '../trials/generated-input.ts'

/** How one answer is made up: the same on both sides, so that only what differs in the documents differs in it. */
export interface Mode {
  readonly id: string
  /** Of values. */
  readonly seed: number
  /** How many elements arrays have. */
  readonly lengths: number
  /** Whether values are taken over from the base's answer where the schema allows them. */
  readonly alike: boolean
  /** Whether they are, also where the schema allows values of other types. */
  readonly sameTypes: boolean
  /** Which of several types or variants. */
  readonly variant: number
  /** Whether an optional field is there, by its path with and without places in arrays. */
  isPresent(field: string, at: string): boolean
  /** Whether a field that may be null is. */
  isNull(field: string, at: string): boolean
}

const whole: Mode = {
  id: 'whole',
  seed: 1,
  lengths: 2,
  alike: true,
  sameTypes: true,
  variant: 0,
  isPresent: () => true,
  isNull: () => false,
}

function byChance(seed: number): Mode {
  return {
    ...whole,
    id: `chance ${seed}`,
    isPresent: (_field, at) => seedOf(`${at} present`, seed) % 2 === 0,
    isNull: (_field, at) => seedOf(`${at} null`, seed) % 4 === 0,
  }
}

const general: readonly Mode[] = [
  whole,
  { ...whole, id: 'one element', lengths: 1 },
  { ...whole, id: 'no elements', lengths: 0 },
  { ...whole, id: 'nothing optional', isPresent: () => false },
  { ...whole, id: 'empty maps', isPresent: (field) => !field.endsWith('.*') },
  { ...whole, id: 'all null', isNull: () => true },
  { ...whole, id: 'second values', seed: 2 },
  ...[2, 1].flatMap((lengths) =>
    [1, 2, 3].map((variant) => ({
      ...whole,
      id: `other types ${variant}, ${lengths} elements`,
      lengths,
      sameTypes: false,
      variant,
    })),
  ),
  byChance(11),
  byChance(12),
  ...[2, 1, 0].flatMap((lengths) =>
    [1, 2, 3].map((variant) => ({
      ...whole,
      id: `other values ${variant}, ${lengths} elements`,
      seed: 1 + variant,
      lengths,
      alike: false,
      variant,
    })),
  ),
]

function inFirst(one: string): Mode['isPresent'] {
  return (field, at) => field !== one || at.indexOf('[') !== at.indexOf('[0]')
}

/** In all of them but the general ones exactly one of the fields is absent, or null. */
export function modesOf(fields: readonly string[]): readonly Mode[] {
  return [
    ...general,
    ...fields.flatMap((one): readonly Mode[] => [
      { ...whole, id: `without ${one}`, isPresent: (field) => field !== one },
      ...(one.includes('[]') ? [{ ...whole, id: `first without ${one}`, isPresent: inFirst(one) }] : []),
      { ...whole, id: `null ${one}`, isNull: (field) => field === one },
    ]),
  ]
}
