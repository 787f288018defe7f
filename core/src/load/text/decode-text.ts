import type { Problem } from '../../model/index.ts'

/** UTF-8, with or without a byte order mark; anything else is a problem at its first wrong byte. */
export function decodeText(bytes: Uint8Array, file: string): { text: string } | { problem: Problem } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    return {
      problem: {
        code: 'text-encoding',
        message: 'It is not UTF-8 text.',
        file,
        ...firstWrong(bytes),
        pointer: '',
        hint: 'save it as UTF-8.',
      },
    }
  }
}

function firstWrong(bytes: Uint8Array): { line: number; column: number } {
  const before = new TextDecoder('utf-8').decode(bytes).split('\uFFFD', 1)[0] ?? ''
  const lines = before.split('\n')
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
}
