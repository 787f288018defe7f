import {
  type Change,
  type Dependent,
  type Fix,
  type OperationName,
  operationName,
  type Place,
  type Read,
} from '../model/index.ts'
import type { Assessment } from './assessment.ts'
import { changedPart, type Meeting } from './meet.ts'

/** The expression with the renamed field by its new name; `undefined` where it can't be written with certainty. */
export function readFix(
  { read, meeting, change }: { readonly read: Read; readonly meeting: Meeting; readonly change: Change },
  { assessment, dependent }: { readonly assessment: Assessment; readonly dependent: Dependent },
): Fix | undefined {
  const { at } = read
  if (at?.expression === undefined || change.rename === undefined || meeting.relation === 'below') return undefined
  const path = changedPart(read.path, meeting)
  const { expression, file, pointer } = at
  const rename = { expression, step: read.step, path, to: change.rename.to }
  const after = assessment.rewrite?.(rename, dependent) ?? plainRewrite(rename, read)
  return after === null || after === expression ? undefined : { file, pointer, before: expression, after }
}

/** For an expression that is the path and nothing else. */
function plainRewrite(
  { expression, path, to }: { expression: string; path: readonly string[]; to: string },
  read: Read,
): string | null {
  const root = read.step === 'trigger' ? 'trigger' : `steps.${read.step}`
  const names = read.path.filter((name) => name !== '*')
  const plain = [...names, to].every((name) => /^[A-Za-z_]\w*$/.test(name))
  if (!plain || expression.trim() !== [root, ...names].join('.')) return null
  const index = path.filter((name) => name !== '*').length - 1
  return [root, ...names.slice(0, index), to, ...names.slice(index + 1)].join('.')
}

/** The step's operation by its new id. */
export function operationFix(change: Change, operation: OperationName, place: Place): Fix | undefined {
  if (change.rename === undefined || place === null || !place.pointer.endsWith('/operation')) return undefined
  const after = operationName(change.connector, change.rename.to)
  return { file: place.file, pointer: place.pointer, before: operation, after }
}
