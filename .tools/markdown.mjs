/**
 * @typedef {{ file: string, line: number, column?: number, message: string }} Problem line and column from 1
 * @typedef {{ file: string, line: number, info: string, text: string }} Example
 *   `line`: where its first line stands; `text` has as many lines before the code as the document has, so that
 *   positions in it are positions in the document
 * @typedef {{ from: number, to: number }} Lines from 0, `to` exclusive
 */

/**
 * The fenced code blocks of a document (CommonMark 0.31, section 4.5; also indented, as in a list, and quoted). What an
 * example needs and a reader does not want to see goes into a comment right before it: `<!-- example`, then code.
 * @param {string} text @param {string} file
 * @returns {{ examples: Example[], problems: Problem[] }}
 */
export function extractExamples(text, file) {
  const lines = text.split(/\r?\n/)
  /** @type {Example[]} */
  const examples = []
  /** @type {Lines | undefined} */
  let hidden
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? ''
    const block = commentAt(lines, index) ?? fenceAt(lines, index)
    if (!block) {
      if (line.trim() !== '') hidden = undefined
      continue
    }
    if (block.to < 0)
      return { examples, problems: [{ file, line: index + 1, message: `This ${block.kind} is never closed.` }] }
    if (block.kind === 'code block') examples.push(exampleOf(lines, block, hidden, file))
    hidden = block.kind === 'comment' && block.info === 'example' ? { from: index + 1, to: block.to } : undefined
    index = block.to
  }
  return { examples, problems: [] }
}

/**
 * @typedef {{ kind: 'comment' | 'code block', info: string, prefix: string, from: number, to: number }} Block
 *   `from` and `to`: its first and last line, from 0; `to` is -1 when it is never closed
 */

/** @param {string[]} lines @param {number} from @returns {Block | undefined} */
function commentAt(lines, from) {
  const open = /^\s*<!--\s*(.*?)\s*$/.exec(lines[from] ?? '')
  if (!open) return undefined
  const to = lines.findIndex((line, at) => at >= from && line.includes('-->'))
  return { kind: 'comment', info: open[1] ?? '', prefix: '', from, to }
}

/** @param {string[]} lines @param {number} from @returns {Block | undefined} */
function fenceAt(lines, from) {
  const open = /^([ \t>]*)(`{3,}|~{3,})[ \t]*(.*?)[ \t]*$/.exec(lines[from] ?? '')
  if (!open) return undefined
  const [, prefix = '', mark = '', info = ''] = open
  if (mark.startsWith('`') && info.includes('`')) return undefined
  const close = new RegExp(`^[ \\t>]*${mark[0]}{${mark.length},}[ \\t]*$`)
  return { kind: 'code block', info, prefix, from, to: lines.findIndex((line, at) => at > from && close.test(line)) }
}

/** @param {string[]} lines @param {Block} block @param {Lines | undefined} hidden @param {string} file @returns {Example} */
function exampleOf(lines, block, hidden, file) {
  const kept = lines.slice(0, block.to).map((line, at) => {
    if (at > block.from) return block.prefix.includes('>') ? line.replace(/^[ \t]*(>[ \t]?)+/, '') : line
    return hidden && at >= hidden.from && at < hidden.to ? line : ''
  })
  return { file, line: block.from + 2, info: block.info, text: kept.join('\n') }
}
