/** The formats of JSON Schema (2020-12, 7.3) that are checked; any other is a remark. */
export const formats: Readonly<Record<string, (text: string) => boolean>> = {
  date: isDate,
  'date-time': isDateTime,
  email: (text) => /^[^\s@]+@[^\s@]+$/.test(text),
  time: isTime,
  uri: (text) => /^[A-Za-z][A-Za-z0-9+.-]*:/.test(text) && URL.canParse(text),
  uuid: (text) => /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text),
}

/** What a format looks like, for hints. */
export const examples: Readonly<Record<string, string>> = {
  date: '2026-11-23',
  'date-time': '2026-11-23T18:30:00Z',
  email: 'name@example.com',
  time: '18:30:00Z',
  uri: 'https://example.com/a',
  uuid: '123e4567-e89b-12d3-a456-426614174000',
}

/** RFC 3339 `full-date`, of a day that the calendar has. */
function isDate(text: string): boolean {
  const [whole, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)?.map(Number) ?? []
  if (whole === undefined || year === undefined || month === undefined || day === undefined) return false
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate()
}

/** RFC 3339 `full-time`; second 60 only where a leap second can be. */
function isTime(text: string): boolean {
  const parts = /^(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:z|([+-])(\d\d):(\d\d))$/i.exec(text)
  if (parts === null) return false
  const [hour = 0, minute = 0, second = 0, hours = 0, minutes = 0] = [1, 2, 3, 5, 6].map((at) => Number(parts[at] ?? 0))
  if (hour > 23 || minute > 59 || hours > 23 || minutes > 59) return false
  const shift = (hours * 60 + minutes) * (parts[4] === '-' ? -1 : 1)
  return second < 60 || (second === 60 && (hour * 60 + minute - shift + 1440) % 1440 === 1439)
}

function isDateTime(text: string): boolean {
  const [date = '', time = '', ...rest] = text.split(/[Tt ]/)
  return rest.length === 0 && isDate(date) && isTime(time)
}
