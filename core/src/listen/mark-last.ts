/** The pages of a poll, each with whether it is the last; an error comes after what was read before it. */
export async function* markLast<Item>(
  pages: AsyncIterable<readonly Item[]>,
): AsyncGenerator<{ readonly items: readonly Item[]; readonly last: boolean }> {
  let held: readonly Item[] | undefined
  try {
    for await (const items of pages) {
      if (held !== undefined) yield { items: held, last: false }
      held = items
    }
  } catch (error) {
    if (held !== undefined) yield { items: held, last: false }
    throw error
  }
  yield { items: held ?? [], last: true }
}
