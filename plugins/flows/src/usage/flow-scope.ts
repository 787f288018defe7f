import type { Operation } from '@jackfield/core'
import type { FlowDocument, FlowStep } from '../document/index.ts'
import type { AbstractObject, AbstractValue, Place, Token } from './abstract-value.ts'
import { certainOf } from './abstract-value.ts'
import type { SchemaView } from './schema-view.ts'

/** An operation that a step uses, as far as its connector is known. */
export interface Used {
  readonly operation?: Operation
  /** Of what it gives. */
  readonly output?: SchemaView
  readonly input?: SchemaView
}

/** A name in an expression that stands for nothing. */
export type Missing = { readonly kind: 'root' | 'step'; readonly name: string; readonly token: Token | null }

/** What the expressions of a step may name: the trigger, the steps before it and, in a `forEach`, its item. */
export function scopeOf(
  {
    flow,
    step,
    used,
    item,
  }: { flow: FlowDocument; step: FlowStep; used: ReadonlyMap<string, Used>; item?: AbstractValue },
  missing: (name: Missing) => void,
): AbstractObject {
  const before = flow.steps.slice(0, flow.steps.indexOf(step))
  const steps: AbstractObject = {
    kind: 'object',
    fields: new Map(
      before.map((other) => {
        const output = outputOf(other.id, used.get(other.id), other.forEach === undefined ? 0 : 1)
        return [other.id, mayBeSkipped(other) ? skipped(output) : output]
      }),
    ),
    missing: (name, token) => missing({ kind: 'step', name, token }),
  }
  return {
    kind: 'object',
    fields: new Map<string, AbstractValue>([
      ['trigger', outputOf('trigger', used.get('trigger'), 0)],
      ['steps', steps],
      ...(item === undefined
        ? []
        : ([
            ['item', item],
            ['index', certainOf('integer')],
          ] as const)),
    ]),
    missing: (name, token) => missing({ kind: 'root', name, token }),
  }
}

/** A step that is skipped reads as absent. */
function mayBeSkipped({ when, onError, inDoubt }: FlowStep): boolean {
  return when !== undefined || (onError !== undefined && onError !== 'fail') || inDoubt === 'skip'
}

function outputOf(step: string, used: Used | undefined, around: number): PlacesInOutput {
  const view = used?.output
  const place: Place = { step, path: [], assured: [], around, required: true }
  return { kind: 'places', places: [view === undefined ? place : { ...place, view }] }
}

/** Whether the step runs is not what an expression that reads it chooses. */
function skipped({ places }: PlacesInOutput): AbstractValue {
  return { kind: 'places', places: places.map((place) => ({ ...place, required: false, presence: 'sometimes' })) }
}

type PlacesInOutput = Extract<AbstractValue, { kind: 'places' }>
