import { execFile } from 'node:child_process'
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { type Folder, openFlowFolder, type Printed, repository } from './command-line.ts'

interface Step {
  readonly name?: string
  readonly 'working-directory'?: string
  readonly run?: string
  readonly env?: Readonly<Record<string, string>>
}

const page = await readFile(join(repository, 'docs/reference/pull-requests.md'), 'utf8')
const workflow = parse(/```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? '')
const steps: readonly Step[] = workflow.jobs.impact.steps

/** GitHub's command line, as far as the workflow asks it: comments are files. */
const gh = `#!/usr/bin/env bash
set -euo pipefail
echo "$*" >> "$GH_FOLDER/calls"
if [ -z "\${GH_TOKEN:-}" ]; then echo 'no token' >&2; exit 4; fi
for argument in "$@"; do case "$argument" in body=@*) body="\${argument#body=@}" ;; repos/*) path="$argument" ;; esac; done
case "$*" in
  *--jq*) for file in "$GH_FOLDER"/comment-*; do if [ -e "$file" ]; then echo "\${file##*-}"; fi; done ;;
  *PATCH*) cp "$body" "$GH_FOLDER/comment-\${path##*/}" ;;
  *) cp "$body" "$GH_FOLDER/comment-71" ;;
esac
`

/** What checking out both sides and installing come to. */
async function runner(folder: Folder) {
  const { dir } = folder
  const place = (path: string): string => join(dir, path)
  for (const path of ['branch', 'main', 'temp', 'bin', 'github']) await mkdir(place(path))
  await rename(place('base'), place('main/connectors'))
  await rename(place('revision'), place('branch/connectors'))
  await rename(place('flows'), place('branch/flows'))
  await rename(place('jackfield.config.ts'), place('branch/jackfield.config.ts'))
  await writeFile(place('branch/accepted.yaml'), 'accepted: []\n')
  const cli = join(repository, 'core/bin/jackfield.js')
  await writeFile(place('bin/npx'), `#!/usr/bin/env bash\nshift\nexec '${process.execPath}' '${cli}' "$@"\n`)
  await writeFile(place('bin/gh'), gh)
  for (const name of ['npx', 'gh']) await chmod(place(`bin/${name}`), 0o755)

  /** As the runner does: \`bash -e\`, with the outputs of the steps before in expressions. */
  async function step(name: string, code = ''): Promise<Printed> {
    const found = steps.find((one) => one.name === name)
    const env = Object.fromEntries(
      Object.entries(found?.env ?? {}).map(([key, value]) => [
        key,
        value.replace(/^\$\{\{ steps\.weigh\.outputs\.code \}\}$/, code),
      ]),
    )
    const settings = {
      cwd: place(found?.['working-directory'] ?? '.'),
      timeout: 60_000,
      env: {
        ...process.env,
        ...env,
        PATH: `${place('bin')}:${process.env.PATH}`,
        RUNNER_TEMP: place('temp'),
        GITHUB_OUTPUT: place('temp/output'),
        GITHUB_STEP_SUMMARY: place('temp/summary'),
        GH_FOLDER: place('github'),
      },
    }
    return new Promise((resolve) => {
      const child = execFile(
        'bash',
        ['-e', '-o', 'pipefail', '-c', found?.run ?? 'exit 99'],
        settings,
        (_error, out, err) => resolve({ code: child.exitCode ?? -1, out, err }),
      )
    })
  }
  const read = (path: string): Promise<string> => readFile(place(path), 'utf8')
  async function run() {
    await rm(place('temp/output'), { force: true })
    await rm(place('temp/summary'), { force: true })
    const weighed = await step('Weigh')
    const code = /^code=(\d+)$/m.exec(await read('temp/output'))?.[1] ?? 'none'
    const commented = await step('Comment')
    const verdict = await step('Verdict', code)
    expect([weighed.code, commented.code], weighed.err + commented.err).toEqual([0, 0])
    return { code: verdict.code, out: verdict.out, comment: await read('github/comment-71').catch(() => null) }
  }
  return { run, read, place }
}

it('does in a pull request what the documentation says', async () => {
  await using folder = await openFlowFolder()
  const { run, read, place } = await runner(folder)

  const nothing = await run()
  expect([nothing.code, nothing.comment]).toEqual([0, expect.stringContaining('## Impact: unaffected')])

  const manifest = place('branch/connectors/production-tracker/connector.yaml')
  await writeFile(
    manifest,
    (await read('main/connectors/production-tracker/connector.yaml')).replaceAll('sku', 'itemCode'),
  )
  const broken = await run()
  expect(broken).toMatchObject({ code: 1, out: expect.stringContaining('::error::') })
  expect(broken.comment).toMatch(/^<!-- jackfield impact -->\n## Impact: broken\n/)
  expect(await read('temp/summary')).toBe(broken.comment?.replace(/^.*\n/, ''))
  // One comment, written once and rewritten once.
  expect((await read('github/calls')).match(/PATCH/g)).toHaveLength(1)

  const [fingerprint] = /\b[0-9a-f]{16}\b/.exec(broken.comment ?? '') ?? []
  const entry = { fingerprint, by: 'operations', until: '2999-12-31', why: 'It is replaced.' }
  await writeFile(place('branch/accepted.yaml'), JSON.stringify({ accepted: [entry] }))
  const accepted = await run()
  expect([accepted.code, accepted.comment]).toEqual([
    0,
    expect.stringContaining('Accepted by operations until 2999-12-31'),
  ])

  await writeFile(place('branch/flows/other.yaml'), 'flow: 1\nid: [\n')
  expect((await run()).code).toBe(3)
  await rm(place('branch/connectors'), { recursive: true })
  expect((await run()).code).toBe(2)
})

it('cuts a comment that GitHub would refuse', async () => {
  await using folder = await openFlowFolder()
  const { run, read, place } = await runner(folder)
  const flow = await read('branch/flows/restock-on-completion.yaml')
  for (let index = 0; index < 250; index++)
    await writeFile(place(`branch/flows/flow-${index}.yaml`), flow.replace('restock-on-completion', `restock-${index}`))
  const manifest = place('branch/connectors/production-tracker/connector.yaml')
  await writeFile(
    manifest,
    (await read('main/connectors/production-tracker/connector.yaml')).replaceAll('sku', 'itemCode'),
  )
  const { comment } = await run()
  expect([...(comment ?? '')].length).toBeLessThan(65_536)
  expect(comment).toMatch(/The rest is in the \[summary of the run\]\([^)]*\)\.\n$/)
  expect((await read('temp/summary')).length).toBeGreaterThan(65_536)
})
