import { oneLine } from './plain-line.ts'

/** A code span that the text can't end (CommonMark 0.31, section 6.1). */
export function code(text: string): string {
  const line = oneLine(text)
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map((run) => run[0].length))
  const fence = '`'.repeat(longest + 1)
  return longest === 0 ? `${fence}${line || ' '}${fence}` : `${fence} ${line} ${fence}`
}

/**
 * Foreign text that stays text: no markup, no HTML, no second line, no list or heading of its own; and nothing that
 * GitHub would make of it: no mention, no link, no reference to an issue.
 */
export function plain(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_{}[\]<>#|~&]/g, (mark) => `\\${mark}`)
    .replace(/^([-+=]|\d{1,9}(?=[.)]))/, (mark) => (/\d/.test(mark) ? `${mark}\u200B` : `\\${mark}`))
    .replace(/[@#]|:(?=\/\/)|\bwww(?=\.)|\bGH(?=-)/gi, (mark) => `${mark}\u200B`)
}
