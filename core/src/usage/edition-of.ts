/** What names a dependent's document: equal text, equal edition. */
export function editionOf(document: string): string {
  // An import would load it with every import of this package, which costs as much as all the rest of that.
  const { createHash } = process.getBuiltinModule('node:crypto')
  return createHash('sha256').update(document).digest('hex').slice(0, 16)
}
