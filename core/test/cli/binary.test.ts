import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Folder, openFlowFolder, type Printed, repository, trackerManifest } from './command-line.ts'

const binary = join(repository, 'core/bin/jackfield.js')
let folder: Folder

beforeAll(async () => {
  folder = await openFlowFolder()
  await rm(join(folder.dir, 'jackfield.config.ts'))
  await folder.edit(trackerManifest, (text) => text.replaceAll('sku', 'itemCode'))
})
afterAll(() => folder[Symbol.asyncDispose]())

function run(command: string, argv: readonly string[], cwd: string): Promise<Printed> {
  return new Promise((resolve) => {
    const child: ChildProcess = execFile(command, argv, { cwd, timeout: 15_000 }, (_error, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    )
  })
}

const sidesIn = (dir: string): string[] => ['--base', join(dir, 'base'), '--revision', join(dir, 'revision')]

it('reads flows at the repository’s root, by npx', async () => {
  const argv = ['jackfield', 'impact', ...sidesIn(folder.dir), '--flows', join(folder.dir, 'flows'), '--format', 'json']
  const { code, out, err } = await run('npx', argv, repository)
  expect(code, err).toBe(1)
  expect(JSON.parse(out)).toMatchObject({ complete: true, verdict: 'broken', summary: { flows: 1, steps: 3 } })
})

it('reads flows anywhere, with what the project lists that it is installed in', async () => {
  const argv = [binary, 'impact', '--base', 'base', '--revision', 'revision', '--flows', 'flows', '--format', 'json']
  const { code, out, err } = await run(process.execPath, argv, folder.dir)
  expect(code, err).toBe(1)
  expect(JSON.parse(out)).toMatchObject({ complete: true, verdict: 'broken' })
})

it('reads flows in a project that lists the extension, or names it in jackfield.config.ts', async () => {
  const project = await mkdtemp(join(tmpdir(), 'jackfield project '))
  try {
    await mkdir(join(project, 'node_modules/@jackfield'), { recursive: true })
    await symlink(join(repository, 'plugins/flows'), join(project, 'node_modules/@jackfield/flows'))
    await writeFile(join(project, 'package.json'), '{ "type": "module", "dependencies": { "@jackfield/flows": "*" } }')
    const argv = [binary, 'impact', ...sidesIn(folder.dir), '--flows', join(folder.dir, 'flows')]
    const listed = await run(process.execPath, argv, project)
    expect(listed).toMatchObject({ code: 1, err: '', out: expect.stringMatching(/^broken: 3 steps in 1 flow/) })

    await writeFile(join(project, 'package.json'), '{ "type": "module" }')
    await writeFile(join(project, 'jackfield.config.ts'), 'export default { extensions: [] }\n')
    expect((await run(process.execPath, argv, project)).code).toBe(2)
    const config = `import { flows } from '@jackfield/flows'\n\nexport default { extensions: [flows()] }\n`
    await writeFile(join(project, 'jackfield.config.ts'), config)
    expect(await run(process.execPath, argv, project)).toEqual(listed)
  } finally {
    await rm(project, { recursive: true })
  }
})

it('keeps the result apart from everything else, and says by its exit code what it came to', async () => {
  expect(await run(process.execPath, [binary, 'check', 'base'], folder.dir)).toEqual({
    code: 0,
    out: '2 connectors, 0 problems, 0 warnings\n',
    err: '',
  })
  const refused = await run(process.execPath, [binary, 'diff', '--base', 'nowhere'], folder.dir)
  expect(refused).toEqual({
    code: 2,
    out: '',
    err: '--revision is missing.\n  hint: See --help for an example.\n',
  })
})

it('does not mind that its reader has had enough', async () => {
  const child = spawn(process.execPath, [binary, 'diff', '--base', 'base', '--revision', 'revision'], {
    cwd: folder.dir,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout.destroy()
  let err = ''
  child.stderr.on('data', (text) => {
    err += text
  })
  const code = await new Promise((resolve) => child.on('close', resolve))
  expect([code, err]).toEqual([1, ''])
})
