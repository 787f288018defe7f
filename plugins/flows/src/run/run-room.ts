import type { ExtensionHost } from '@jackfield/core'
import type { FlowDocument } from '../document/index.ts'
import type { ExpressionLimits } from '../expression/index.ts'
import type { Run } from './run-record.ts'

/** What running works with. */
export interface RunRoom {
  readonly host: ExtensionHost
  readonly limits: ExpressionLimits
  /** Aborts when the kernel closes: nothing new is begun, and nothing waited for. */
  readonly closing: AbortSignal
  /** Aborts a little later: calls that have not ended by then are left as the journal has them. */
  readonly cutting: AbortSignal
  /** The document that the run began with. */
  document(run: Run): Promise<FlowDocument>
}

/** The kernel is closing: the run is taken up at the next start. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'
}

/** What keeps a run from going on past a step. */
class Stopped extends Error {
  readonly step: string

  constructor(step: string, message: string) {
    super(message)
    this.step = step
  }
}

/** A person has to decide. */
export class Waits extends Stopped {
  override readonly name = 'Waits'
}

/** A step failed and ends its run. */
export class StepFailed extends Stopped {
  override readonly name = 'StepFailed'
}
