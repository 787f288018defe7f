import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { capture } from './commands.mjs'
import { root, scratch } from './places.mjs'

/**
 * @typedef {{ file: string, line: number, column?: number, message: string }} Problem line and column from 1
 * @typedef {{ file: string, line: number, info: string, text: string }} Example
 *   `line`: where its first line stands; `text` has as many lines before the code as the document has, so that
 *   positions in it are positions in the document
 */

/** The documents whose examples are checked, relative to the folder. @param {string} folder */
export function documents(folder) {
  const top = readdirSync(folder).filter((name) => name.endsWith('.md'))
  return [
    ...top,
    ...markdownUnder(folder, 'docs'),
    ...markdownUnder(folder, 'core'),
    ...markdownUnder(folder, 'plugins'),
  ]
}

/** @param {string} folder @param {string} path @returns {string[]} */
function markdownUnder(folder, path) {
  try {
    return readdirSync(join(folder, path), { withFileTypes: true }).flatMap((entry) => {
      const below = `${path}/${entry.name}`
      if (['node_modules', 'dist', 'test'].includes(entry.name)) return []
      return entry.isDirectory() ? markdownUnder(folder, below) : below.endsWith('.md') ? [below] : []
    })
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return []
    throw error
  }
}

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
  /** @type {Problem[]} */
  const problems = []
  /** @type {{ from: number, to: number } | undefined} */
  let hidden
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? ''
    if (/^\s*<!--/.test(line)) {
      const end = lines.findIndex((other, at) => at >= index && other.includes('-->'))
      if (end < 0) {
        problems.push({ file, line: index + 1, message: 'This comment is never closed.' })
        break
      }
      hidden = /^\s*<!--\s*example\s*$/.test(line) ? { from: index + 1, to: end } : undefined
      index = end
      continue
    }
    const fence = /^([ \t>]*)(`{3,}|~{3,})[ \t]*(.*?)[ \t]*$/.exec(line)
    if (!fence || (fence[2]?.startsWith('`') && fence[3]?.includes('`'))) {
      if (line.trim() !== '') hidden = undefined
      continue
    }
    const [, prefix = '', mark = '', info = ''] = fence
    const end = closing(lines, index, mark)
    if (end < 0) {
      problems.push({ file, line: index + 1, message: 'This code block is never closed.' })
      break
    }
    const kept = lines.map((other, at) => {
      if (at > index && at < end) return prefix.includes('>') ? other.replace(/^[ \t]*(>[ \t]?)+/, '') : other
      return hidden && at >= hidden.from && at < hidden.to ? other : ''
    })
    examples.push({ file, line: index + 2, info, text: kept.slice(0, end).join('\n') })
    hidden = undefined
    index = end
  }
  return { examples, problems }
}

/** @param {string[]} lines @param {number} open @param {string} mark */
function closing(lines, open, mark) {
  const pattern = new RegExp(`^[ \\t>]*${mark[0]}{${mark.length},}[ \\t]*$`)
  return lines.findIndex((line, at) => at > open && pattern.test(line))
}

/**
 * Type-checks every `ts` example of the documents in a folder against the sources of this repository.
 * @param {string} folder
 * @returns {Promise<{ checked: number, problems: Problem[] }>}
 */
export async function checkExamples(folder = root) {
  const read = documents(folder).map((file) => extractExamples(readFileSync(join(folder, file), 'utf8'), file))
  const problems = read.flatMap((document) => document.problems)
  const examples = read.flatMap((document) => document.examples).filter(({ info }) => /^(ts|typescript)\b/.test(info))
  if (examples.length > 0) problems.push(...(await typeCheck(examples)))
  return { checked: examples.length, problems }
}

/** @param {Example[]} examples @returns {Promise<Problem[]>} */
async function typeCheck(examples) {
  mkdirSync(scratch, { recursive: true })
  const place = mkdtempSync(join(scratch, 'examples-'))
  try {
    /** @type {Map<string, Example>} */
    const written = new Map()
    for (const [index, example] of examples.entries()) {
      written.set(`${index}.ts`, example)
      writeFileSync(join(place, `${index}.ts`), `${example.text}\nexport {}\n`)
    }
    writeFileSync(join(place, 'package.json'), '{ "type": "module" }')
    writeFileSync(join(place, 'tsconfig.json'), JSON.stringify(settings(place)))
    const { code, output } = await capture('tsc', ['-p', join(place, 'tsconfig.json'), '--pretty', 'false'])
    return code === 0 ? [] : problemsIn(output, place, written)
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}

/** @param {string} place */
const settings = (place) => ({
  extends: relative(place, join(root, 'tsconfig.base.json')),
  compilerOptions: { noUnusedLocals: false, noUnusedParameters: false },
  include: ['*.ts'],
})

/** @param {string} output @param {string} place @param {Map<string, Example>} written */
function problemsIn(output, place, written) {
  /** @type {Problem[]} */
  const problems = []
  for (const line of output.split('\n').filter((text) => text.trim() !== '' && !text.startsWith('npm warn'))) {
    const found = /^(.*?)\((\d+),(\d+)\): (.*)$/.exec(line)
    const example = found && written.get(relative(place, join(root, found[1] ?? '')))
    const last = problems.at(-1)
    if (found && example) {
      problems.push({ file: example.file, line: Number(found[2]), column: Number(found[3]), message: found[4] ?? '' })
    } else if (/^\s/.test(line) && last) last.message += `\n${line}`
    else problems.push({ file: 'tsc', line: 0, message: line })
  }
  return problems
}

/** @param {Problem} problem */
export const describeProblem = ({ file, line, column, message }) =>
  `${[file, line, column].filter(Boolean).join(':')}: ${message}`
