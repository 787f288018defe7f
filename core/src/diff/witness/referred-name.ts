import { segmentsOf } from '../../model/index.ts'

/** The name of the connector's schema that a reference is to, or into; all others are to nothing that is known. */
export function referredName(ref: string): string | undefined {
  if (!ref.startsWith('#/schemas/')) return undefined
  return segmentsOf(decoded(ref.slice('#/schemas'.length)))[0]
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
