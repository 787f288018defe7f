import { createSameness, type Fit, fits, type SchemaNode, type Shapes } from '../diff/index.ts'

/** A schema with what its references lead to. */
export interface Fitting {
  readonly node: SchemaNode
  readonly shapes: Shapes
}

type Fits = (source: SchemaNode, target: SchemaNode) => Fit

const known = new WeakMap<Shapes, WeakMap<Shapes, Fits>>()

/**
 * Whether each value of one schema is admitted by another ({@link fits}): thousands of steps hand the same on to the
 * same, so it is found once in a report.
 */
export function fitting(source: Fitting, target: Fitting): Fit {
  const targets = known.get(source.shapes) ?? new WeakMap<Shapes, Fits>()
  known.set(source.shapes, targets)
  const found = targets.get(target.shapes) ?? createFits(source.shapes, target.shapes)
  targets.set(target.shapes, found)
  return found(source.node, target.node)
}

function createFits(base: Shapes, revision: Shapes): Fits {
  const found = new Map<string, Fit>()
  return (source, target) => {
    const key = `${source.key}~${target.key}`
    const before = found.get(key)
    if (before !== undefined) return before
    const fit = fits(source, target, { base, revision, same: createSameness(base, revision) })
    found.set(key, fit)
    return fit
  }
}
