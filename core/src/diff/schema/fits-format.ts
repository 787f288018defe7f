import { isIPv4, isIPv6 } from 'node:net'
import type { Json } from '../../model/index.ts'

type Value = Exclude<Json, null>

/** Bits, and whether one of them is the sign (OpenAPI Format Registry). */
const integers: Readonly<Record<string, readonly [bits: number, signed: boolean]>> = {
  int8: [8, true],
  int16: [16, true],
  int32: [32, true],
  int64: [64, true],
  uint8: [8, false],
  uint16: [16, false],
  uint32: [32, false],
  uint64: [64, false],
}

const label = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?'
const hostname = new RegExp(`^(?=.{1,253}$)${label}(?:\\.${label})*$`)

/** Texts of a format that is told for certain; `undefined` where services differ. */
const texts: Readonly<Record<string, (text: string) => boolean | undefined>> = {
  byte: isBase64,
  hostname: (text) => hostname.test(text),
  ipv4: isIPv4,
  ipv6: (text) => isIPv6(text) && !text.includes('%'),
}

/**
 * Whether a value has a format that the validation of values does not know; `undefined` where that is not decided here.
 * A format says nothing of values of other types than its own (JSON Schema 2020-12 Validation, 7.1).
 */
export function fitsFormat(format: string, value: Value): boolean | undefined {
  if (typeof value === 'number') return fitsNumber(format, value)
  if (typeof value !== 'string') return true
  return Object.hasOwn(texts, format) ? texts[format]?.(value) : undefined
}

function fitsNumber(format: string, value: number): boolean | undefined {
  if (Object.hasOwn(texts, format) || format === 'double') return true
  if (format === 'float') return Number.isFinite(Math.fround(value))
  const range = Object.hasOwn(integers, format) ? integers[format] : undefined
  if (range === undefined) return undefined
  const [bits, signed] = range
  if (!Number.isInteger(value)) return false
  const whole = BigInt(value)
  return (signed ? BigInt.asIntN(bits, whole) : BigInt.asUintN(bits, whole)) === whole
}

/**
 * RFC 4648, section 4; without padding, in lines, or with the letters of URLs it is taken by some and not by others.
 */
function isBase64(text: string): boolean | undefined {
  if (/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) return true
  return /^[A-Za-z0-9+/_=\s-]*$/.test(text) ? undefined : false
}
