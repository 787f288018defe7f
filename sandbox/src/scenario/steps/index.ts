import type { Variant } from '../variants/index.ts'
import type { Step } from './step.ts'
import { dropIn } from './step-1-drop-in.ts'
import { connect } from './step-2-connect.ts'
import { surviveKills } from './step-3-survive-kills.ts'
import { addOptional } from './step-4-add-optional.ts'
import { addOptionalInCode } from './step-4-add-optional-in-code.ts'
import { renameField } from './step-5-rename-field.ts'
import { guardCredentials } from './step-6-guard-credentials.ts'

export type { Step } from './step.ts'

/** The scenario's steps, in their order; each goes on from where the one before it ended. */
export function stepsOf({ tracker }: Variant): readonly Step[] {
  const add = tracker.isCode ? addOptionalInCode : addOptional
  return [dropIn, connect, surviveKills, add, renameField, guardCredentials]
}
