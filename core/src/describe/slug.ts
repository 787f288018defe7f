/** Makes the names that GitHub gives to the headings of one page, asked for in their order. */
export function createSlugs(): (title: string) => string {
  const taken = new Map<string, number>()
  return (title) => {
    const plain = title
      .toLowerCase()
      .replace(/[^\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\- ]/gu, '')
      .replaceAll(' ', '-')
    let slug = plain
    while (taken.has(slug)) {
      const times = (taken.get(plain) ?? 0) + 1
      taken.set(plain, times)
      slug = `${plain}-${times}`
    }
    taken.set(slug, 0)
    return slug
  }
}
