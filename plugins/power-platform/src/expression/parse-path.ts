/** What stands behind `body()`: `.name`, `?.name`, `['any name']`, `[0]`. */
export function parsePath(
  text: string,
  from: number,
): { readonly path: readonly (string | number)[]; readonly end: number } {
  const path: (string | number)[] = []
  let end = from
  for (;;) {
    const [whole, name, single, double, index] =
      /^\??(?:\.([A-Za-z_$][\w$-]*)|\['((?:[^']|'')*)'\]|\["([^"]*)"\]|\[(\d+)\])/.exec(text.slice(end)) ?? []
    if (whole === undefined) return { path, end }
    path.push(index === undefined ? (name ?? single?.replaceAll("''", "'") ?? double ?? '') : Number(index))
    end += whole.length
  }
}

/** A path that stands by itself, such as `favicon.api_key` or `['@odata.id']`. */
export function parseSubPath(text: string): readonly (string | number)[] {
  const trimmed = text.trim()
  if (trimmed === '' || trimmed === 'null') return []
  const { path, end } = parsePath(/^[.[?]/.test(trimmed) ? trimmed : `.${trimmed}`, 0)
  return end < trimmed.length ? [trimmed] : path
}
