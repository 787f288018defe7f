import { functionNames, type Node } from '../expression/index.ts'
import type { Context } from './context.ts'

/**
 * The name of the one of JSONata's functions that is called; `undefined` for others, and where the name is bound anew.
 */
export function nativeName(procedure: Node, { names }: Context): string | undefined {
  if (procedure.type !== 'variable' || names.get(procedure.value) !== undefined) return undefined
  return functionNames.has(procedure.value) ? procedure.value : undefined
}
