const words: ReadonlySet<string> = new Set([
  '$anchor',
  '$comment',
  '$defs',
  '$id',
  '$schema',
  'definitions',
  'deprecated',
  'description',
  'discriminator',
  'example',
  'examples',
  'externalDocs',
  'title',
  'xml',
])

/**
 * Whether a keyword only tells people (or generators) something: it never makes a difference. `discriminator` is a hint
 * which variant to try; the variants themselves decide (OpenAPI 3.1, section 4.8.25).
 */
export function isDocumentation(keyword: string): boolean {
  return words.has(keyword) || keyword.startsWith('x-')
}
