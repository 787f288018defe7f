import { type Change, type ConnectorId, canonicalJson, type Json, type Level } from '../model/index.ts'
import { fingerprint } from './fingerprint.ts'
import type { RuleFinding } from './rule.ts'

export interface LocatedFinding extends RuleFinding {
  /** In the base; `null` at connector level, unless the finding itself says. */
  readonly operation: string | null
}

const severity: Readonly<Record<Level, number>> = { breaking: 2, risky: 1, safe: 0 }

/** Makes changes of what was found: one for each kind and place, sorted. */
export function changesOf(findings: readonly LocatedFinding[], connector: ConnectorId): readonly Change[] {
  const places = new Map<string, LocatedFinding[]>()
  for (const finding of findings) {
    const place = JSON.stringify([finding.found.operation ?? finding.operation, finding.found.pointer, finding.rule.id])
    const same = places.get(place)
    if (same === undefined) places.set(place, [finding])
    else same.push(finding)
  }
  return [...places.values()]
    .map((same) => changeOf(same as [LocatedFinding, ...LocatedFinding[]], connector))
    .sort(byPlace)
}

function changeOf(same: readonly [LocatedFinding, ...LocatedFinding[]], connector: ConnectorId): Change {
  const [{ rule, found, operation: around }] = same
  const operation = found.operation ?? around
  const levels = same.map((one) => one.found.level ?? rule.levels[0])
  return {
    kind: rule.id,
    level: levels.reduce((worst, level) => (severity[level] > severity[worst] ? level : worst)),
    connector,
    operation,
    pointer: found.pointer,
    side: rule.side,
    message: [...new Set(same.map((one) => one.found.message))].join(' '),
    ...shown('before', same),
    ...shown('after', same),
    ...(found.rename === undefined ? {} : { rename: found.rename }),
    fingerprint: fingerprint(rule.id, connector, operation, found.pointer),
  }
}

/** As plain JSON with sorted names, so that equal changes are equal texts; of several lists, all that is in them. */
function shown(name: 'before' | 'after', same: readonly LocatedFinding[]): Partial<Pick<Change, 'before' | 'after'>> {
  const [found, ...others] = same.flatMap((one) => (one.found[name] === undefined ? [] : [one.found[name]]))
  if (found === undefined) return {}
  const all = [found, ...others].every(Array.isArray) ? distinct([found, ...others].flat()) : found
  return { [name]: JSON.parse(canonicalJson(all)) as Json }
}

function distinct(values: readonly unknown[]): readonly unknown[] {
  return [...new Map(values.map((value) => [canonicalJson(value), value])).values()]
}

function byPlace(a: Change, b: Change): number {
  const [one, other] = [a, b].map((change) => [change.operation ?? '', change.pointer, change.kind])
  return compareTexts(one ?? [], other ?? [])
}

/** By code units, text by text: the same order on every machine. */
export function compareTexts(a: readonly string[], b: readonly string[]): number {
  for (const [index, text] of a.entries()) {
    const other = b[index] ?? ''
    if (text !== other) return text < other ? -1 : 1
  }
  return 0
}
