/** Does a piece of work for each, so many at a time, and answers in their order. */
export async function inPool<Each, Made>(
  all: readonly Each[],
  { jobs, work }: { readonly jobs: number; readonly work: (each: Each) => Promise<Made> },
): Promise<readonly Made[]> {
  const made: Made[] = []
  const waiting = [...all.entries()]
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) made[next[0]] = await work(next[1])
  }
  await Promise.all(Array.from({ length: jobs }, worker))
  return made
}
