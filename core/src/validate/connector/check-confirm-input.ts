import type { Confirm, Connector, Operation } from '../../model/index.ts'
import type { Mistake } from '../structure/mistake.ts'
import { referencesIn } from '../template/references-in.ts'
import type { PlacedOperation } from './check.ts'
import { checkAskedInput } from './check-asked-input.ts'

/** A call in doubt, and the action that is asked about it. */
export interface Asking {
  readonly placed: PlacedOperation
  readonly asked: Operation
}

/** What the asked action is given is what it takes, and comes from the input of the call in doubt. */
export function* checkConfirmInput(
  { input }: Confirm,
  { placed, asked }: Asking,
  connector: Connector,
): Iterable<Mistake> {
  const at = `${placed.at}/confirm/input`
  const subject = `The "confirm" of ${placed.name}`
  for (const { reference, at: below } of referencesIn(input, at))
    if (reference.root !== 'input')
      yield {
        code: 'confirm-input',
        message: `${subject} reads {${[reference.root, ...reference.path].join('.')}}.`,
        pointer: below,
        hint: 'only {input.…} of the call in doubt can be read here.',
      }
  yield* checkAskedInput({ placed, asked, input, at, subject, code: 'confirm-input', early: false }, connector)
}
