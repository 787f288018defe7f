import { isJsonObject, type Json } from '../../model/index.ts'

const longest = 2_000

/** What a comment above a type or property says: title, description and `@deprecated`; undefined for nothing. */
export function documentation(of: Json): string | undefined {
  if (!isJsonObject(of)) return undefined
  const { title, description, deprecated } = of
  const texts = [title, description === title ? undefined : description]
  const said = texts.filter((text): text is string => typeof text === 'string').map(commentText)
  const paragraphs = [...said.filter((text) => text !== ''), ...(deprecated === true ? ['@deprecated'] : [])]
  return paragraphs.length === 0 ? undefined : paragraphs.join('\n\n')
}

/** Text that neither ends its comment nor begins a tag in it. */
function commentText(text: string): string {
  return text
    .slice(0, longest)
    .replaceAll(/\r\n?|[\u2028\u2029\u0085\v\f]/g, '\n')
    .replaceAll(/[^\n\t\P{C}]/gu, '')
    .replaceAll('*/', '*\\/')
    .replaceAll(/^(\s*)@/gm, '$1\\@')
    .trim()
}
