/** The known name that was probably meant: the nearest by edit distance, if at most a third of its letters differ. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  let best: { readonly name: string; readonly distance: number } | undefined
  for (const candidate of known) {
    const most = Math.max(1, Math.floor(Math.max(name.length, candidate.length) / 3))
    if (Math.abs(candidate.length - name.length) > most || candidate.length > 100) continue
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase())
    if (distance <= most && (best === undefined || distance < best.distance)) best = { name: candidate, distance }
  }
  return best?.name
}

/** Letters added, taken, replaced or swapped with their neighbour (optimal string alignment). */
function editDistance(one: string, other: string): number {
  const rows = [Array.from({ length: other.length + 1 }, (_, column) => column)]
  for (let row = 1; row <= one.length; row++) {
    const here = [row]
    const above = rows[row - 1] as number[]
    for (let column = 1; column <= other.length; column++) {
      const cost = one[row - 1] === other[column - 1] ? 0 : 1
      const steps = [above[column] as number, here[column - 1] as number]
      let least = Math.min(...steps.map((step) => step + 1), (above[column - 1] as number) + cost)
      const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
      if (row > 1 && column > 1 && swapped) least = Math.min(least, (rows[row - 2]?.[column - 2] as number) + 1)
      here.push(least)
    }
    rows.push(here)
  }
  return rows[one.length]?.[other.length] as number
}
