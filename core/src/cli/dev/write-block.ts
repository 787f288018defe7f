import type { Io } from '../command.ts'
import type { Said, Tone } from './said-between.ts'

const colours: Readonly<Record<Tone, number>> = { bad: 31, careful: 33, good: 32 }

/**
 * Writes what is to be said at one moment as one block, with the time of the day. Control characters in foreign text
 * stay out.
 */
export function writeBlock({ out, colours: coloured = false }: Io, said: readonly Said[], at: Date): void {
  if (said.length === 0) return
  const time = at.toTimeString().slice(0, 8)
  const paint = (text: string, tone: Tone): string => (coloured ? `\u001b[${colours[tone]}m${text}\u001b[0m` : text)
  const parts = said.map(({ tone, title, text = '' }) => {
    const below = text
      .trimEnd()
      .split('\n')
      .filter((line, index, all) => line !== '' || index < all.length - 1)
    const lines = text === '' ? [] : below.map((line) => (line === '' ? '' : `  ${plain(line)}`))
    return [`${time}  ${paint(plain(title), tone)}`, ...lines].join('\n')
  })
  out(`${parts.join('\n')}\n\n`)
}

const plain = (text: string): string => text.replace(/\p{Cc}/gu, ' ')
