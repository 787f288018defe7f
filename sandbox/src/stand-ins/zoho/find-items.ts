import type { Item } from './item.ts'

type Match = (item: Item, value: string) => boolean

/** The filters that Zoho documents for texts; it ignores parameters that it does not know. */
const filters: Record<string, Match> = {
  search_text: (item, value) => [item.name, item.sku, item.description].some((text) => contains(text, value)),
  name: (item, value) => item.name === value,
  name_startswith: (item, value) => startsWith(item.name, value),
  name_contains: (item, value) => contains(item.name, value),
  sku: (item, value) => item.sku === value,
  sku_startswith: (item, value) => startsWith(item.sku, value),
  sku_contains: (item, value) => contains(item.sku, value),
}

/** Items by name, those that every filter in the query takes. */
export function findItems(items: readonly Item[], query: Record<string, string>): Item[] {
  const asked = Object.entries(filters).flatMap(([name, match]) => {
    const value = query[name]
    return value === undefined ? [] : [(item: Item) => match(item, value)]
  })
  return items.filter((item) => asked.every((match) => match(item))).sort(byName)
}

function byName(one: Item, other: Item): number {
  if (one.name === other.name) return one.item_id < other.item_id ? -1 : 1
  return one.name < other.name ? -1 : 1
}

function contains(text: string, part: string): boolean {
  return text.toLowerCase().includes(part.toLowerCase())
}

function startsWith(text: string, part: string): boolean {
  return text.toLowerCase().startsWith(part.toLowerCase())
}
