import type { Operation } from '@jackfield/core'
import type { Located } from '@jackfield/openapi'
import { childOf, textOf } from '../properties/index.ts'

/** `x-ms-visibility` ("OpenAPI extensions for custom connectors"): `important` is shown like anything else. */
export function visibilityOf(written: Located): Operation['visibility'] {
  const said = textOf(written, 'x-ms-visibility')?.trim().toLowerCase()
  return said === 'internal' || said === 'advanced' ? said : 'public'
}

/** What nobody is asked for: its default is sent. */
export function isInternal(written: Located): boolean {
  return visibilityOf(written) === 'internal'
}

/** `x-ms-summary`: what people read. */
export function summaryOf(written: Located): string | undefined {
  return textOf(written, 'x-ms-summary')?.trim()
}

export function defaultOf(written: Located): Located | undefined {
  return childOf(written, 'default')
}
