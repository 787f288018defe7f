import type { JsonObject } from '@jackfield/core'
import type { Feature } from '../features.ts'
import { textIn } from '../refs/index.ts'
import type { Shape } from './file-schema.ts'
import type { ParameterPlace, ParameterRead } from './parameter-read.ts'

/** Swagger 2.0, `collectionFormat`: what stands between the elements of a list. */
export function readFormat(
  value: JsonObject,
  { place, shape }: { readonly place: ParameterPlace; readonly shape: Shape },
): ParameterRead['request'] | Feature {
  if (!shape.types.includes('array')) return {}
  const format = textIn(value, 'collectionFormat')?.toLowerCase() ?? 'csv'
  const isOne = place === 'path' || place === 'header'
  if (format === 'multi') return isOne ? 'parameter.collection-format' : {}
  if (isOne && format === 'csv') return {}
  if (format === 'ssv') return { style: 'spaceDelimited' }
  if (format === 'tsv') return { style: 'tabDelimited' }
  if (format === 'pipes') return { style: 'pipeDelimited' }
  return isOne ? 'parameter.collection-format' : { explode: false }
}
