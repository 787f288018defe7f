import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const repository = fileURLToPath(new URL('../../../', import.meta.url))
const compiler = join(repository, 'node_modules/.bin/tsc')

/** A TypeScript project in the repository, so that it finds the sources and what they need. */
export interface Project extends AsyncDisposable {
  readonly dir: string
  write(path: string, text: string): Promise<void>
  /** What the compiler says, as `file:line code`. */
  compile(): Promise<readonly string[]>
}

export async function openProject(): Promise<Project> {
  await mkdir(join(repository, '.scratch'), { recursive: true })
  const dir = await mkdtemp(join(repository, '.scratch/types-'))
  const project: Project = {
    dir,
    async write(path, text) {
      await mkdir(dirname(join(dir, path)), { recursive: true })
      await writeFile(join(dir, path), text)
    },
    compile: () => compile(dir),
    [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }),
  }
  await project.write('package.json', '{ "type": "module" }')
  await project.write('tsconfig.json', JSON.stringify(settings(dir)))
  return project
}

const settings = (dir: string): object => ({
  extends: relative(dir, join(repository, 'tsconfig.base.json')),
  compilerOptions: { noUnusedLocals: false, noUnusedParameters: false, skipLibCheck: false },
  include: ['**/*.ts'],
})

function compile(dir: string): Promise<readonly string[]> {
  const argv = ['-p', join(dir, 'tsconfig.json'), '--pretty', 'false']
  return new Promise((resolve, reject) => {
    execFile(compiler, argv, { cwd: dir, timeout: 60_000, maxBuffer: 1e8 }, (error, out) => {
      if (error?.killed === true) return reject(new Error('The compiler took more than a minute.', { cause: error }))
      const found = [...out.matchAll(/^(\S.*?)\((\d+),\d+\): error (TS\d+)/gm)]
      if (error !== null && found.length === 0) return reject(new Error(`The compiler said: ${out}`, { cause: error }))
      // What is outside the project is checked by itself, with the settings that it is meant for.
      const own = found.filter(([, file]) => !file?.startsWith('..'))
      resolve(own.map(([, file, line, code]) => `${file}:${line} ${code}`))
    })
  })
}
