import { oneLine, plainText } from './plain-text.ts'
import { createSlugs } from './slug.ts'

/** What a page is made of: Markdown, headings that can be linked to, and lists of links to them. */
export type Block = string | Heading | Contents

export interface Heading {
  readonly depth: 1 | 2 | 3 | 4
  /** Foreign text. */
  readonly title: string
  /** What links name it by. */
  readonly id?: string
}

export interface Contents {
  readonly links: readonly { readonly title: string; readonly to: string; readonly after?: string }[]
}

/** First line of every page that is written here: how one of ours is told from anybody else's. */
export const marker = '[//]: # "Written by jackfield docs. What is changed here is lost."'

/** The page's Markdown. Links go by the names that GitHub gives to headings. */
export function renderPage(blocks: readonly Block[]): string {
  const slugs = createSlugs()
  const targets = new Map<string, string>()
  for (const block of blocks)
    if (typeof block === 'object' && 'depth' in block) {
      const slug = slugs(oneLine(block.title))
      if (block.id !== undefined) targets.set(block.id, slug)
    }
  const written = blocks.map((block) => {
    if (typeof block === 'string') return block
    if ('depth' in block) return `${'#'.repeat(block.depth)} ${plainText(block.title)}`
    return block.links
      .map(
        ({ title, to, after = '' }) => `- [${plainText(title)}](#${encodeURIComponent(targets.get(to) ?? '')})${after}`,
      )
      .join('\n')
  })
  return `${[marker, ...written].filter((block) => block !== '').join('\n\n')}\n`
}
