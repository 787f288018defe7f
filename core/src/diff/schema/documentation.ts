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
 * Whether a keyword only tells people (or generators) something: it never makes a difference. `discriminator` admits
 * and refuses nothing; what it says of the values of its property is read by itself.
 */
export function isDocumentation(keyword: string): boolean {
  return words.has(keyword) || keyword.startsWith('x-')
}
