import { canonicalJson, type Dict, dict, type Kept } from '@jackfield/core'

/** What is kept of the answer to a subscription, each part under a name of its own. */
export interface KeptNames {
  /** The one that the part has already, else the wanted one, with a number where another part has it. */
  nameOf(part: Kept, wanted: string): string
  all(): Dict<Kept>
}

export function createKeptNames(): KeptNames {
  const parts = new Map<string, Kept>()
  const isFree = (name: string, part: Kept): boolean => {
    const known = parts.get(name)
    return known === undefined || canonicalJson(known) === canonicalJson(part)
  }
  return {
    nameOf(part, wanted) {
      let name = wanted
      for (let count = 2; !isFree(name, part); count++) name = `${wanted}_${count}`
      parts.set(name, part)
      return name
    },
    all: () => dict([...parts]),
  }
}
