import GithubSlugger from 'github-slugger'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'

export interface Node {
  readonly type: string
  readonly depth?: number
  readonly ordered?: boolean | null
  readonly value?: string
  readonly lang?: string | null
  readonly url?: string
  readonly children?: readonly Node[]
}

/** What an independent parser (micromark, GitHub's flavour) makes of a page. */
export interface ParsedPage {
  readonly root: Node
  /** `## Title`, in order. */
  readonly headings: readonly string[]
  /** What GitHub calls the headings. */
  readonly slugs: readonly string[]
  readonly links: readonly string[]
  /** By the heading above: the cells' text, the head first. */
  readonly tables: ReadonlyMap<string, readonly (readonly string[])[]>
  readonly examples: readonly unknown[]
  all(type: string): readonly Node[]
}

export function parsePage(text: string): ParsedPage {
  const root = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }) as Node
  const all = (type: string): readonly Node[] => descendants(root).filter((node) => node.type === type)
  const headings = all('heading')
  const slugger = new GithubSlugger()
  return {
    root,
    headings: headings.map((heading) => `${'#'.repeat(heading.depth ?? 0)} ${textOf(heading)}`),
    slugs: headings.map((heading) => slugger.slug(textOf(heading))),
    links: all('link').map(({ url }) => url ?? ''),
    tables: tablesOf(root),
    examples: all('code').map(({ value }) => JSON.parse(value ?? '')),
    all,
  }
}

export function textOf(node: Node): string {
  return node.value ?? (node.children ?? []).map(textOf).join('')
}

function descendants(node: Node): readonly Node[] {
  return [node, ...(node.children ?? []).flatMap(descendants)]
}

function tablesOf({ children = [] }: Node): ParsedPage['tables'] {
  const path: string[] = []
  const tables = new Map<string, readonly (readonly string[])[]>()
  for (const node of children) {
    if (node.type === 'heading') path.splice((node.depth ?? 1) - 1, path.length, textOf(node))
    if (node.type === 'table')
      tables.set(
        path.slice(1).join(' › '),
        (node.children ?? []).map((row) => (row.children ?? []).map(textOf)),
      )
  }
  return tables
}
