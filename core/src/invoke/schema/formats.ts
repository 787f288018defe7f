import { isFileText } from '../../files/index.ts'

/** The formats of JSON Schema (2020-12, 7.3) that are checked; any other is a remark. */
export const formats: Readonly<Record<string, (text: string) => boolean>> = {
  binary: isFileText,
  date: isDate,
  'date-time': isDateTime,
  email: (text) => /^[^\s@]+@[^\s@]+$/.test(text),
  time: isTime,
  uri: (text) => /^[A-Za-z][A-Za-z0-9+.-]*:/.test(text) && URL.canParse(text),
  uuid: (text) => /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text),
}

/** Whether texts of a format are checked. */
export function checksFormat(format: string): boolean {
  return Object.hasOwn(formats, format)
}

/** What a format looks like, for hints. */
export const examples: Readonly<Record<string, string>> = {
  binary: 'jackfield-file:…, as kernel.files.put() answers it, or as a data: URL',
  date: '2026-11-23',
  'date-time': '2026-11-23T18:30:00Z',
  email: 'name@example.com',
  time: '18:30:00Z',
  uri: 'https://example.com/a',
  uuid: '123e4567-e89b-12d3-a456-426614174000',
}

const longMonths = 0b1010110101010

/** RFC 3339 `full-date`, of a day that the calendar has. Without a regular expression: answers hold many dates. */
function isDate(text: string): boolean {
  if (text.length !== 10 || text[4] !== '-' || text[7] !== '-') return false
  const [year, month, day] = [numberAt(text, 0, 4), numberAt(text, 5, 7), numberAt(text, 8, 10)]
  return year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return (longMonths >> month) & 1 ? 31 : 30
}

/** The number that digits spell, -1 where there is anything else. */
function numberAt(text: string, from: number, to: number): number {
  let number = 0
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 48
    if (!(digit >= 0 && digit <= 9)) return -1
    number = number * 10 + digit
  }
  return number
}

/** RFC 3339 `full-time`; second 60 only where a leap second can be. */
function isTime(text: string): boolean {
  if (text[2] !== ':' || text[5] !== ':') return false
  const [hour, minute, second] = [numberAt(text, 0, 2), numberAt(text, 3, 5), numberAt(text, 6, 8)]
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return false
  const shift = readOffset(text, endOfFraction(text))
  if (shift === undefined) return false
  return second < 60 || (hour * 60 + minute - shift + 1440) % 1440 === 1439
}

/** Where the digits of a fraction end; where there is none, right after the seconds. */
function endOfFraction(text: string): number {
  if (text[8] !== '.') return 8
  let at = 9
  while (numberAt(text, at, at + 1) >= 0) at++
  return at === 9 ? text.length : at
}

/** Minutes east of UTC, of the offset that ends the text. */
function readOffset(text: string, from: number): number | undefined {
  const sign = text[from]
  if (sign === 'Z' || sign === 'z') return from + 1 === text.length ? 0 : undefined
  if ((sign !== '+' && sign !== '-') || text.length !== from + 6 || text[from + 3] !== ':') return undefined
  const [hours, minutes] = [numberAt(text, from + 1, from + 3), numberAt(text, from + 4, from + 6)]
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return undefined
  return (hours * 60 + minutes) * (sign === '-' ? -1 : 1)
}

function isDateTime(text: string): boolean {
  const between = text[10]
  return (between === 'T' || between === 't' || between === ' ') && isDate(text.slice(0, 10)) && isTime(text.slice(11))
}
