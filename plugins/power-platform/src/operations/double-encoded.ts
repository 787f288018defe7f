import type { PolicyUse } from '@jackfield/core'
import type { OperationRead } from '@jackfield/openapi'
import { policyNamed } from '../policies/index.ts'
import { textOf } from '../properties/index.ts'

/** `x-ms-url-encoding: double` of parameters in the path. */
export function doubleEncoded({ parameters }: OperationRead): readonly PolicyUse[] {
  const names = parameters
    .filter(
      (each) => each.in === 'path' && textOf(each.written, 'x-ms-url-encoding')?.trim().toLowerCase() === 'double',
    )
    .map(({ name }) => name)
    .sort()
  const use = policyNamed('url-encoding')
  return names.length === 0 || use === undefined ? [] : [{ use, with: { names } }]
}
