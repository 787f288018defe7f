import { mediaKind, type Parameter } from '@jackfield/core'

/** What a header Content-Type of a document (Swagger 2.0) says; undefined for any other parameter. */
export function saidType({ name, in: place, value }: SaidParameter): string | undefined {
  if (place !== 'header' || !/^content-type$/i.test(name)) return undefined
  return typeof value === 'object' && value.kind === 'literal' ? String(value.value) : ''
}

interface SaidParameter {
  readonly name: string
  readonly in: string
  readonly value?: Parameter['value']
}

/** What a body is consumed as: the header says it where the list leaves it open, or has only types of the same kind. */
export function consumedAs(consumes: readonly string[], parameters: readonly SaidParameter[]): readonly string[] {
  const said = parameters.map(saidType).find((type) => type?.includes('/'))
  if (said === undefined) return consumes
  const isOpen = consumes.length === 0 || consumes.some((each) => mediaKind(each) === mediaKind(said))
  return isOpen ? [said] : consumes
}
