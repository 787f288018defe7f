import type { Step } from './step.ts'
import { dropIn } from './step-1-drop-in.ts'
import { connect } from './step-2-connect.ts'
import { surviveKills } from './step-3-survive-kills.ts'
import { addOptional } from './step-4-add-optional.ts'
import { renameField } from './step-5-rename-field.ts'
import { guardCredentials } from './step-6-guard-credentials.ts'

export type { Step } from './step.ts'

/** The scenario's steps, in their order; each goes on from where the one before it ended. */
export const steps: readonly Step[] = [dropIn, connect, surviveKills, addOptional, renameField, guardCredentials]
