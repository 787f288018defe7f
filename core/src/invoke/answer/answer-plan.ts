import {
  type Dict,
  dict,
  type HttpCall,
  type Json,
  mediaKind,
  type Operation,
  type Schema,
  segmentsOf,
} from '../../model/index.ts'
import { isFileSchema } from '../../validate/index.ts'
import type { BoundCall } from '../bound-call.ts'

/** How the answers of an operation are read. */
export interface AnswerPlan {
  readonly kind: 'json' | 'text' | 'xml' | 'file'
  /** Of the whole answer, as far as the output says. */
  readonly schema: Schema
}

const plans = new WeakMap<HttpCall, AnswerPlan>()
const json: AnswerPlan = { kind: 'json', schema: true }

export function answerPlanOf(http: HttpCall, { connector: { schemas }, operation }: BoundCall): AnswerPlan {
  if (http.answer === undefined) return json
  let plan = plans.get(http)
  if (plan === undefined) {
    plan = { kind: kindOf(http, operation, schemas), schema: http.answer.schema ?? wholeOf(http, operation) }
    plans.set(http, plan)
  }
  return plan
}

/** Whatever the media type: an output that is `format: binary` is a file. */
function kindOf({ answer, result }: HttpCall, { output, kind }: Operation, schemas: Dict<Schema>): AnswerPlan['kind'] {
  if (kind === 'action' && result === undefined && isFileSchema(output, schemas)) return 'file'
  const media = mediaKind(answer?.mediaType ?? 'application/json')
  return media === 'json' || media === 'text' || media === 'xml' ? media : 'file'
}

/** The output as it lies in the answer. */
function wholeOf(http: HttpCall, { output, poll }: Operation): Schema {
  const { result } = http
  const items = dict<Json>([
    ['type', 'array'],
    ['items', output],
  ])
  if (poll?.http === http) return within(poll.items, items)
  return result === undefined ? output : within(result.at, result.where === undefined ? output : items)
}

function within(at: string, schema: Schema): Schema {
  return segmentsOf(at).reduceRight<Schema>(
    (inner, name) =>
      dict<Json>([
        ['type', 'object'],
        ['properties', dict([[name, inner]])],
      ]),
    schema,
  )
}
