import type { Comparing } from './comparing.ts'
import { constraintDifferences } from './constraints.ts'
import { sameRest } from './same-keywords.ts'
import type { Plain, SchemaNode, Shape } from './shape.ts'

/** Whether each value of the source is admitted by the target: proven, refuted, or not understood. */
export type Fit = 'yes' | 'no' | 'unknown'

/**
 * Compares what is sent (`by.base`) with what is admitted (`by.revision`). Only declared properties, and those of
 * any name that are declared by a schema, are taken to be sent. A pair of schemas inside itself fits unless something else refutes it.
 */
export function fits(source: SchemaNode, target: SchemaNode, by: Comparing): Fit {
  return fitNodes(source, target, { by, open: new Set() })
}

interface Fitting {
  readonly by: Comparing
  readonly open: Set<string>
}

function fitNodes(source: SchemaNode, target: SchemaNode, fitting: Fitting): Fit {
  const { by, open } = fitting
  const key = `${source.key}~${target.key}`
  if (open.has(key) || target.key === '' || by.same(source, target)) return 'yes'
  if (open.size > 256) return 'unknown'
  open.add(key)
  const fit = fitShapes(by.base.shape(source), by.revision.shape(target), fitting)
  open.delete(key)
  return fit
}

function fitShapes(source: Shape, target: Shape, fitting: Fitting): Fit {
  if (source.nullable && !target.nullable) return 'no'
  if ([...source.types].some((type) => !target.types.has(type))) return 'no'
  if (source.kind === 'union') return worst(source.variants.map(({ shape }) => fitShapes(shape, target, fitting)))
  if (target.kind === 'plain') return fitPlain(source, target, fitting)
  return target.variants.some(({ shape }) => fitShapes(source, { ...shape, nullable: true }, fitting) === 'yes')
    ? 'yes'
    : 'unknown'
}

function worst(parts: readonly Fit[]): Fit {
  if (parts.includes('no')) return 'no'
  return parts.includes('unknown') ? 'unknown' : 'yes'
}

function fitPlain(source: Plain, target: Plain, fitting: Fitting): Fit {
  const parts = [fitValues(source, target), fitConstraints(source, target), fitRest(source, target, fitting)]
  if (source.types.has('object')) parts.push(...fitFields(source, target, fitting))
  if (source.types.has('array')) parts.push(fitNodes(source.items, target.items, fitting))
  return worst(parts)
}

function fitValues(source: Plain, target: Plain): Fit {
  const { values } = target
  if (values === null) return 'yes'
  if (source.values !== null) return [...source.values.keys()].every((text) => values.has(text)) ? 'yes' : 'no'
  if (source.types.size === 0) return 'yes'
  return Object.keys(source.bounds).length + source.pattern.length + source.format.length === 0 ? 'no' : 'unknown'
}

function fitConstraints(source: Plain, target: Plain): Fit {
  return worst(
    constraintDifferences(source, target).map(({ direction }) => {
      if (direction === 'loosened') return 'yes'
      const listed = source.values !== null || target.values !== null
      return direction === 'unclear' || listed ? 'unknown' : 'no'
    }),
  )
}

/** Keywords that are not understood and say of a part what else would be said of it by others. */
const admitting: readonly string[] = ['patternProperties', 'prefixItems']

function fitRest(source: Plain, target: Plain, { by }: Fitting): Fit {
  const matters = target.rest.size > 0 || admitting.some((keyword) => source.rest.has(keyword))
  return !matters || sameRest(source, target, by) ? 'yes' : 'unknown'
}

function fitFields(source: Plain, target: Plain, fitting: Fitting): readonly Fit[] {
  const lacking = [...target.required].some((name) => !source.required.has(name))
  const fields = [...source.properties].map(([name, node]) => {
    const admitted = target.properties.get(name) ?? target.additional
    return admitted === null ? 'no' : fitNodes(node, admitted, fitting)
  })
  return [lacking ? 'no' : 'yes', ...fields, ...fitOthers(source, target, fitting)]
}

/** Properties of any name that the source declares may have any that the target lists. */
function fitOthers(source: Plain, target: Plain, fitting: Fitting): readonly Fit[] {
  const { additional } = source
  if (additional === null || additional.key === '') return []
  const listed = [...target.properties].filter(([name]) => !source.properties.has(name)).map(([, node]) => node)
  const others = target.additional === null ? [] : [target.additional]
  const refused: readonly Fit[] = target.additional === null ? ['no'] : []
  return [...refused, ...[...listed, ...others].map((node) => fitNodes(additional, node, fitting))]
}
