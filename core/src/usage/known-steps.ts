import { type Pointer, type Problem, pointer, type SupplySource, type Usage } from '../model/index.ts'
import { refuse } from './shape.ts'

/**
 * Every step once, and reads only of steps that are there: a read of a mistyped step would be touched by nothing, and
 * its dependent look unaffected.
 */
export function checkSteps(usages: readonly Usage[], at: Pointer, problems: Problem[]): void {
  const steps = new Set<string>()
  for (const [index, { step }] of usages.entries()) {
    if (steps.has(step))
      refuse(problems, at + pointer(index, 'step'), {
        message: `Step "${step}" has a usage already.`,
        hint: 'Give each step one usage.',
      })
    steps.add(step)
  }
  for (const [step, where] of namedSteps(usages))
    if (!steps.has(step))
      refuse(problems, at + where, {
        message: `There is no step "${step}" to read from.`,
        hint: `The steps are ${[...steps].join(', ')}.`,
      })
}

function* namedSteps(usages: readonly Usage[]): Generator<[step: string, at: Pointer]> {
  for (const [index, usage] of usages.entries()) {
    for (const [number, read] of usage.reads.entries()) yield [read.step, pointer(index, 'reads', number, 'step')]
    for (const [number, { from }] of usage.supplies.entries())
      yield* stepsIn(from, pointer(index, 'supplies', number, 'from'))
  }
}

function* stepsIn(from: SupplySource, at: Pointer): Generator<[step: string, at: Pointer]> {
  if (from.kind === 'copy') yield [from.step, `${at}/step`]
  if (from.kind === 'derived')
    for (const name of ['reads', 'needs'] as const)
      for (const [position, { step }] of (from[name] ?? []).entries())
        yield [step, at + pointer(name, position, 'step')]
  if (from.kind === 'sequence') yield* stepsIn(from.of, `${at}/of`)
  if (from.kind === 'either')
    for (const [position, option] of from.options.entries()) yield* stepsIn(option, at + pointer('options', position))
}
