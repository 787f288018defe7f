/** Values that a place in a document is not made for. */
const odd: readonly unknown[] = [
  null,
  1,
  -1,
  1e308,
  '',
  'x',
  '__proto__',
  '\u0000',
  [],
  [null],
  ['string'],
  {},
  true,
  { $ref: '#' },
  { $ref: '#/' },
  { $ref: '#/components/schemas' },
  { type: 'object', properties: { a: { $ref: '#' } } },
]

/** Numbers from 0 to 1, the same ones for the same seed. */
export function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return state / 0x80000000
  }
}

/** A document with something in it taken away, put in, exchanged or, as text, broken. */
export function mutated(bytes: Uint8Array, chance: () => number): Uint8Array {
  const text = new TextDecoder().decode(bytes)
  if (chance() < 0.25) return new TextEncoder().encode(broken(text, chance))
  try {
    const document = JSON.parse(text) as Record<string, unknown>
    for (let count = Math.ceil(chance() * 6); count > 0; count--) mutate(document, chance)
    return new TextEncoder().encode(JSON.stringify(document))
  } catch {
    return new TextEncoder().encode(broken(text, chance))
  }
}

function pick<Item>(from: readonly Item[], chance: () => number): Item {
  return from[Math.floor(chance() * from.length)] as Item
}

function broken(text: string, chance: () => number): string {
  const at = Math.floor(chance() * text.length)
  if (chance() < 0.5) return text.slice(0, at)
  return text.slice(0, at) + pick(['}', ',', '"', ':', '//', '\\', '\u0000', '['], chance) + text.slice(at + 1)
}

function mutate(document: Record<string, unknown>, chance: () => number): void {
  let here = document
  for (let depth = 0; depth < 12; depth++) {
    const keys = Object.keys(here)
    if (keys.length === 0) return
    const key = pick(keys, chance)
    const inner = here[key]
    if (typeof inner !== 'object' || inner === null || chance() < 0.2) {
      change(here, key, chance)
      return
    }
    here = inner as Record<string, unknown>
  }
}

function change(here: Record<string, unknown>, key: string, chance: () => number): void {
  const how = chance()
  if (how < 0.3) delete here[key]
  else if (how < 0.7) here[key] = structuredClone(pick(odd, chance))
  else {
    const other = pick(Object.keys(here), chance)
    ;[here[key], here[other]] = [here[other], here[key]]
  }
}
