const patterns: Readonly<Record<string, RegExp>> = {
  date: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  'date-time':
    /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[Tt]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/,
  email: /^[^\s@<>"]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/,
  uri: /^https?:\/\/[^\s/]+/,
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
}

/** The format of JSON Schema (2020-12, 7.3) that a text plainly has; `null` where it has none. */
export function stringFormat(text: string): string | null {
  if (text.length > 2000) return null
  const format = Object.keys(patterns).find((name) => patterns[name]?.test(text)) ?? null
  if (format === 'uri' && (!URL.canParse(text) || /\s/.test(text))) return null
  return format?.startsWith('date') && !isDay(text.slice(0, 10)) ? null : format
}

/** Whether the calendar has the day: no 31st of February. */
function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}
