import type { Io } from './command.ts'

const firstAfter = 500
const shownEvery = 100
const frames = ['|', '/', '-', '\\']

/** Shows on a terminal that something goes on, once it has taken half a second. */
export async function withProgress<Value>(io: Io, label: string, work: () => Promise<Value>): Promise<Value> {
  if (!io.terminal) return work()
  const start = Date.now()
  const timer = setInterval(() => {
    const passed = Date.now() - start
    if (passed >= firstAfter) io.err(`\r${frames[Math.floor(passed / shownEvery) % frames.length]} ${label}`)
  }, shownEvery)
  try {
    return await work()
  } finally {
    clearInterval(timer)
    if (Date.now() - start >= firstAfter) io.err('\r\u001b[2K')
  }
}
