import { loadEntry, manifestFormat } from '../../src/load/index.ts'

export const formats = [manifestFormat()]

/** What an entry comes to. Throws where it is passed over. */
export const load = async (path: string, within?: string) => {
  const loaded = await loadEntry(path, { formats, ...(within !== undefined && { within }) })
  if (loaded === null) throw new Error(`${path} was ignored`)
  return loaded
}

export const codes = ({ problems }: { problems: readonly { code: string }[] }) => problems.map(({ code }) => code)
