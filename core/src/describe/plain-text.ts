/**
 * Foreign text as Markdown that stays text: one line, no markup, no HTML, no table cell, no mention. What a renderer
 * would make a link of by itself (an address, a mail address) becomes a code span.
 */
export function plainText(text: string): string {
  return oneLine(text)
    .split(' ')
    .map((word) => (linksItself.test(word) ? codeCell(word) : escapeWord(word)))
    .join(' ')
}

/** Foreign text as paragraphs: an empty line in it begins a new one. */
export function paragraphs(text: string): readonly string[] {
  return text
    .split(/\n[^\S\n]*\n/)
    .map(plainText)
    .filter((paragraph) => paragraph !== '')
}

/** Foreign text as code that it can't end (CommonMark 0.31, section 6.1). */
export function codeSpan(text: string): string {
  const line = oneLine(text) || ' '
  const runs = [...line.matchAll(/`+/g)].map(([run]) => run.length)
  const fence = '`'.repeat(Math.max(0, ...runs) + 1)
  const padded = runs.length === 0 && line.trim() === line ? line : ` ${line} `
  return `${fence}${padded}${fence}`
}

/** Code that may stand in a table cell: a bar would end it, and in code nothing escapes one, so it is left outside. */
export function codeCell(text: string): string {
  const pieces = oneLine(text).split('|')
  return pieces.length === 1
    ? codeSpan(text)
    : pieces.map((piece) => (piece.trim() === '' ? piece : codeSpan(piece))).join('\\|')
}

/** Without control characters, of which one could turn the rest of the line round or begin another. */
export function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

const linksItself = /:\/\/|www\.|[^\s@]@[^\s@]|^(mailto|xmpp):/i

function escapeWord(word: string): string {
  return word
    .replace(/[\\`*_{}[\]<>#|~&$]/g, (mark) => `\\${mark}`)
    .replace(/@/g, '\\@')
    .replace(/^([-+=])/, '\\$1')
    .replace(/^(\d+)([.)])/, '$1\\$2')
}
