import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { capture } from './commands.mjs'
import { extractExamples } from './markdown.mjs'
import { pinnedNode, root } from './places.mjs'

/**
 * @typedef {import('./markdown.mjs').Example} Example
 * @typedef {import('./markdown.mjs').Problem} Problem
 */

/**
 * Checks the examples in the documents of a folder against this repository: `ts` blocks by the compiler, on the sources;
 * `yaml connector` blocks by the command line, as built.
 * @param {string} folder
 * @returns {Promise<{ checked: number, problems: Problem[] }>}
 */
export async function checkExamples(folder = root) {
  const read = documents(folder).map((file) => extractExamples(readFileSync(join(folder, file), 'utf8'), file))
  const examples = read.flatMap((document) => document.examples)
  const code = examples.filter(({ info }) => /^(ts|typescript)\b/.test(info))
  const manifests = examples.filter(({ info }) => /^ya?ml connector\b/.test(info))
  const problems = [
    ...read.flatMap((document) => document.problems),
    ...(code.length > 0 ? await inScratch((place) => typeCheck(place, code)) : []),
    ...(await inScratch((place) => checkManifests(place, manifests))),
  ]
  return { checked: code.length + manifests.length, problems }
}

/** @param {string} folder */
const documents = (folder) => [
  ...readdirSync(folder).filter((name) => name.endsWith('.md')),
  ...['docs', 'core', 'plugins', 'sandbox'].flatMap((name) => markdownUnder(folder, name)),
]

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

/** Within the package of the examples: what hosts mount the kernel in resolves there. */
const scratch = join(root, 'docs', 'examples', '.scratch')

/** @param {(place: string) => Promise<Problem[]>} work it gets a folder of its own within the repository */
async function inScratch(work) {
  mkdirSync(scratch, { recursive: true })
  const place = mkdtempSync(join(scratch, 'examples-'))
  try {
    return await work(place)
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}

/** @param {string} place @param {Example[]} examples @returns {Promise<Problem[]>} */
async function typeCheck(place, examples) {
  for (const [index, { text }] of examples.entries()) writeFileSync(join(place, `${index}.ts`), `${text}\nexport {}\n`)
  writeFileSync(join(place, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(place, 'tsconfig.json'), JSON.stringify(settings(place)))
  const { code, stdout, output } = await capture('tsc', ['-p', join(place, 'tsconfig.json'), '--pretty', 'false'])
  if (code === 0) return []
  const problems = problemsIn(stdout, (name) => examples[Number.parseInt(relative(place, join(root, name)), 10)])
  return problems.length > 0 ? problems : [{ file: 'tsc', line: 0, message: output }]
}

/** @param {string} place */
const settings = (place) => ({
  extends: relative(place, join(root, 'tsconfig.base.json')),
  compilerOptions: { noUnusedLocals: false, noUnusedParameters: false },
  include: ['*.ts'],
})

/** @param {string} output of the compiler @param {(name: string) => Example | undefined} exampleIn */
function problemsIn(output, exampleIn) {
  /** @type {Problem[]} */
  const problems = []
  for (const line of output.split('\n')) {
    const [, name = '', at, column, message = ''] = /^(\S.*?)\((\d+),(\d+)\): (.*)$/.exec(line) ?? []
    const last = problems.at(-1)
    if (at) {
      problems.push({ file: exampleIn(name)?.file ?? name, line: Number(at), column: Number(column), message })
    } else if (last && line.trim() !== '') {
      last.message += `\n${line}`
    }
  }
  return problems
}

/** @param {string} place @param {Example[]} examples @returns {Promise<Problem[]>} */
async function checkManifests(place, examples) {
  /** @type {Problem[]} */
  const problems = []
  for (const [index, { file, line, text }] of examples.entries()) {
    const folder = join(place, String(index))
    mkdirSync(folder)
    writeFileSync(join(folder, 'connector.yaml'), `${text}\n`)
    const { code, output } = await capture(pinnedNode, [join(root, 'core/bin/jackfield.js'), 'check', folder])
    if (code !== 0)
      problems.push({ file, line, message: `This manifest has problems, by line of the document:\n${output}` })
  }
  return problems
}

/** @param {Problem} problem */
export const describeProblem = ({ file, line, column, message }) =>
  `${[file, line, column].filter(Boolean).join(':')}: ${message}`
