import type { Connector, Json } from '@jackfield/core'
import { own, textIn } from '../refs/index.ts'

/** What a document says of itself, whatever it holds. */
export function aboutOf(
  document: Json,
  id: string,
): Pick<Connector, 'id' | 'version' | 'title' | 'description' | 'publisher'> {
  const info = own(document, 'info')
  const description = textIn(info, 'description')?.trim()
  const publisher = textIn(own(info, 'contact'), 'name')
  return {
    id,
    version: textIn(info, 'version') ?? '0',
    title: textIn(info, 'title')?.trim() ?? id,
    ...(description !== undefined && { description }),
    ...(publisher !== undefined && { publisher }),
  }
}
