import { fieldOf } from './field.ts'
import type { RuleFinding } from './rule.ts'
import { inputMovedRule, outputMovedRule } from './rules/field-moved.ts'
import type { Comparing } from './schema/comparing.ts'
import { likeness } from './schema/likeness.ts'
import { lookUp } from './schema/look-up.ts'
import { schemaText } from './schema/schema-text.ts'
import type { SchemaNode, Shapes } from './schema/shape.ts'
import { fieldText, subjectAt } from './subject.ts'

export interface Roots {
  readonly side: 'input' | 'output'
  readonly base: SchemaNode
  readonly revision: SchemaNode
  readonly by: Comparing
}

/** Less alike than this, two fields of one name are two fields. */
const alike = 0.8

/**
 * What was removed in one place, and added under the same name further in or out, is one field that moved: where
 * neither has another counterpart, and both are alike. The new place is told all the same: somebody may use it already,
 * as what is not declared; one that is required of an input is no new place of an old one.
 */
export function joinMoved(findings: readonly RuleFinding[], roots: Roots): readonly RuleFinding[] {
  const gone = placesOf(findings, `${roots.side}.removed`)
  const come = placesOf(findings, `${roots.side}.added`)
  const pairs = [...gone].flatMap(([name, [removed, ...others]]) => {
    const [added, ...more] = come.get(name) ?? []
    if (removed === undefined || added === undefined || others.length + more.length > 0) return []
    const moved = movedOf(removed, added, roots)
    return moved === null ? [] : [{ removed, moved }]
  })
  const joined = new Set(pairs.map(({ removed }) => removed.finding))
  return [...findings.filter((finding) => !joined.has(finding)), ...pairs.map(({ moved }) => moved)]
}

interface Placed {
  readonly finding: RuleFinding
  readonly path: readonly string[]
}

/** By the field's own name. */
function placesOf(findings: readonly RuleFinding[], kind: string): ReadonlyMap<string, readonly Placed[]> {
  const placed = findings.flatMap((finding): readonly Placed[] => {
    const path = finding.rule.id === kind ? fieldOf(finding.found.pointer)?.path : undefined
    if (path === undefined || path.at(-1)?.kind !== 'name') return []
    return [{ finding, path: path.map((segment) => (segment.kind === 'name' ? segment.name : '*')) }]
  })
  return Map.groupBy(placed, ({ path }) => path.at(-1) ?? '')
}

function movedOf(removed: Placed, added: Placed, { side, base, revision, by }: Roots): RuleFinding | null {
  if (!isAround(removed.path, added.path) && !isAround(added.path, removed.path)) return null
  const [before, after] = [nodeAt(base, removed.path, by.base), nodeAt(revision, added.path, by.revision)]
  if (before === undefined || after === undefined || likeness(before, after, by) < alike) return null
  const { pointer, level } = removed.finding.found
  const place = fieldText(fieldOf(added.finding.found.pointer)?.path ?? [])
  return {
    rule: side === 'input' ? inputMovedRule : outputMovedRule,
    found: {
      pointer,
      ...(side === 'input' && level !== undefined ? { level } : {}),
      message: `${subjectAt(pointer)} is probably at "${place}" now.`,
      before: schemaText(before, by.base),
      after: schemaText(after, by.revision),
    },
  }
}

/** Whether what holds the one holds the other, too, further in. */
function isAround(one: readonly string[], other: readonly string[]): boolean {
  const parent = one.slice(0, -1)
  return parent.length < other.length - 1 && parent.every((name, index) => other[index] === name)
}

function nodeAt(root: SchemaNode, path: readonly string[], shapes: Shapes): SchemaNode | undefined {
  const { nodes } = lookUp(root, path, shapes)
  return nodes.length === 1 ? nodes[0] : undefined
}
