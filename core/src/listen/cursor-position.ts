import type { Cursor, Json } from '../model/index.ts'

/** A place on a cursor's scale: what is stored and sent, and what it is compared by. */
export interface Position {
  readonly value: Json
  readonly rank: number | bigint | string
}

const readers: Record<Cursor['type'], (value: Json | undefined) => Position | null> = {
  'date-time': readInstant,
  integer: readInteger,
  string: (value) => (typeof value === 'string' ? { value, rank: value } : null),
}

/** `null` where the value is not of the cursor's type. */
export function readPosition(type: Cursor['type'], value: Json | undefined): Position | null {
  return readers[type](value)
}

/** The greater of two positions on one scale. */
export function later(one: Position | null, other: Position | null): Position | null {
  if (one === null || other === null) return one ?? other
  return other.rank > one.rank ? other : one
}

/** @param at milliseconds since 1970. */
export function instant(at: number): Position {
  return { value: new Date(at).toISOString(), rank: at }
}

/**
 * RFC 3339, and what services write instead: no seconds, no colon in the offset, a space for the T; no offset is UTC.
 */
const dateTime = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?(?:\.(\d+))? ?(Z|[+-]\d\d:?\d\d)?)?$/i

function readInstant(value: Json | undefined): Position | null {
  const parts = typeof value === 'string' ? dateTime.exec(value) : null
  if (parts === null) return null
  const [, date, time = '00:00', seconds = ':00', fraction = '', offset = 'Z'] = parts
  const leapless = seconds === ':60' ? ':59' : seconds
  const zone = offset.toUpperCase().replace(/^(.\d\d)(\d\d)$/, '$1:$2')
  const at = Date.parse(`${date}T${time}${leapless}.${fraction.padEnd(3, '0').slice(0, 3)}${zone}`)
  return Number.isNaN(at) ? null : instant(at)
}

function readInteger(value: Json | undefined): Position | null {
  const whole = typeof value === 'string' ? /^-?\d{1,40}$/.test(value) : Number.isInteger(value)
  return whole ? { value: value as string | number, rank: BigInt(value as string | number) } : null
}
