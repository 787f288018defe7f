import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { argumentInvalid, isJackfieldError } from '../../errors/index.ts'
import { isError } from '../../model/index.ts'
import type { Command, Invocation } from '../command.ts'
import { createCalling } from '../new/create-calling.ts'
import type { Draft } from '../new/draft.ts'
import { withBody } from '../new/draft-operation.ts'
import { inDraftFolder } from '../new/in-draft-folder.ts'
import { manifestText } from '../new/manifest-text.ts'
import { outputOf } from '../new/output-of.ts'
import { type Place, placeFor } from '../new/place-for.ts'
import { readDraft } from '../new/read-draft.ts'
import { readSampleOption } from '../new/read-sample-option.ts'
import { readSide } from '../read-side.ts'
import { reportFailure } from '../report-failure.ts'

export const newCommand: Command = {
  name: 'new',
  summary: 'Begin a connector: asks for the API, its authentication and one operation, and tries it.',
  synopsis: '[DIR] [--base-url URL --auth KIND --operation REQUEST …]',
  positionals: true,
  options: {
    id: { value: 'ID', description: 'The connector’s id; by itself the folder’s name.' },
    title: { value: 'TEXT', description: 'Its title; by itself after the id.' },
    'base-url': { value: 'URL', description: 'Where the API is; {name} in it becomes a setting.' },
    auth: { value: 'none|apiKey|basic|bearer|mutualTLS|oauth2', description: 'How it authenticates.' },
    'key-in': { value: 'header|query|cookie', description: 'Where an API key is sent.' },
    'key-name': { value: 'NAME', description: 'Name of that header, query parameter or cookie.' },
    'token-url': { value: 'URL', description: 'Of OAuth 2.0.' },
    'authorization-url': {
      value: 'URL',
      description: 'Of OAuth 2.0, where a person signs in; none: the client alone.',
    },
    scope: { value: 'NAME', description: 'A scope of OAuth 2.0.', multiple: true },
    operation: { value: 'REQUEST', description: "Such as 'GET /orders/{orderId}'." },
    request: { value: 'FILE|-', description: 'A sample of what is sent, for the input.' },
    sample: { value: 'FILE|-', description: 'A sample of what is answered, for the output.' },
    fetch: { description: 'Gets that sample from the service; of an operation that only reads.' },
    try: { description: 'Calls the operation for real when the manifest is written.' },
    input: { value: 'JSON', description: 'The input of these calls.' },
    connection: { value: 'FILE', description: '{ settings, credentials } for these calls, as for invoke.' },
    setting: { value: 'NAME=VALUE', description: 'A setting for these calls.', multiple: true },
    'allow-origin': {
      value: 'ORIGIN',
      description: 'An origin with plain http or a private address that may be reached.',
      multiple: true,
    },
    'connect-to': { value: 'FROM=TO', description: 'Sends the sockets for one origin to another.', multiple: true },
    force: { description: 'Writes over a connector.yaml that is there.' },
  },
  examples: [
    'jackfield new plugins/connectors/order-desk',
    "jackfield new order-desk --base-url https://api.orderdesk.example/v2 --auth bearer --operation 'GET /orders' --sample orders.json",
    "JACKFIELD_KEY=… jackfield new tracker --base-url https://{host}/api --setting host=tracker.example.com --auth apiKey --key-name X-Api-Key --operation 'GET /orders' --fetch --try",
  ],
  async run(invocation) {
    const { io } = invocation
    try {
      return await begin(invocation)
    } finally {
      io.prompt?.close()
    }
  },
}

async function begin(invocation: Invocation): Promise<number> {
  const { io, positionals } = invocation
  const [dir, ...more] = positionals
  if (more.length > 0) throw argumentInvalid('One connector is begun at a time.', { hint: 'Name one folder.' })
  const force = invocation.option('force') === 'true'
  if (dir !== undefined) await placeFor(dir, { force, cwd: io.cwd })
  const asked = await readDraft(invocation)
  const place = await placeFor(dir ?? asked.id, { force, cwd: io.cwd })
  const body = await readSampleOption(invocation, 'request')
  const draft = body === undefined ? asked : { ...asked, operation: withBody(asked.operation, body) }
  const calling = createCalling(invocation, draft)
  try {
    const text = manifestText({ ...draft, output: await outputOf(invocation, draft, calling) })
    await assertFine(invocation, draft, text)
    await mkdir(place.folder, { recursive: true })
    await writeFile(join(place.folder, 'connector.yaml'), text)
    io.out(`${place.shownAs}\n`)
    if (await wantsTry(invocation, draft)) io.out(`${JSON.stringify(await calling(text), null, 2)}\n`)
  } catch (error) {
    if (!isJackfieldError(error) || error.code === 'argument-invalid') throw error
    reportFailure(error, { io, format: 'text' })
    return 1
  }
  io.err(nextSteps(place, draft))
  return 0
}

async function wantsTry(invocation: Invocation, { operation }: Draft): Promise<boolean> {
  if (invocation.option('try') === 'true') return true
  const change = operation.effect === 'read' ? '' : ', which changes something in the service'
  const answer = await invocation.io.prompt?.ask(`Call ${operation.method} ${operation.path} now${change}? (y/N) `)
  return /^y(es)?$/i.test(answer ?? '')
}

/** Nothing is written that `check` would complain of. */
async function assertFine({ io }: Invocation, { id }: Draft, text: string): Promise<void> {
  const { problems } = await inDraftFolder({ id, text }, (folder) =>
    readSide({ path: join(folder, id), cwd: io.cwd, extensions: [] }),
  )
  const errors = problems.filter(isError)
  if (errors.length === 0) return
  throw argumentInvalid('No manifest that is fine comes of these answers; nothing was written.', {
    problems: errors.map(({ file: _, ...problem }) => problem),
    hint: 'Answer differently.',
  })
}

function nextSteps({ shownAs }: Place, { operation, auth }: Draft): string {
  const folder = shownAs.replace(/.connector\.yaml$/, '')
  return [
    'Next:',
    `  edit ${shownAs}: what ${operation.id} gives (required, enum, descriptions), then more operations and triggers`,
    ...(auth.kind === 'oauth2' ? ['  say what each scope allows: people read it when they agree'] : []),
    `  jackfield check ${folder}`,
    `  jackfield docs ${folder} -o docs`,
    '',
  ].join('\n')
}
