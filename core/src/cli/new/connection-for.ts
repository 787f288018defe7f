import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { argumentInvalid } from '../../errors/index.ts'
import { type Dict, dict } from '../../model/index.ts'
import type { Invocation, Io } from '../command.ts'
import { type ConnectionFile, readConnectionFile } from '../read-connection-file.ts'
import type { Auth, Draft } from './draft.ts'
import { settingsOf } from './manifest-text.ts'

/** By kind, the credentials that such a scheme asks for. */
const fields: Readonly<Record<Auth['kind'], readonly string[]>> = {
  none: [],
  apiKey: ['key'],
  basic: ['username', 'password'],
  bearer: ['token'],
  mutualTLS: ['certificate', 'key', 'passphrase'],
  oauth2: ['clientId', 'clientSecret'],
}

/** Nobody can agree in a browser here: where that is wanted, a refresh token stands in for it. */
function fieldsOf(auth: Auth): readonly string[] {
  const inBrowser = auth.kind === 'oauth2' && auth.authorizationUrl !== null
  return [...fields[auth.kind], ...(inBrowser ? ['refreshToken'] : [])]
}

/**
 * The connection for a first call: of `--connection`, else from `--setting`, the environment (`JACKFIELD_CLIENT_ID`)
 * and a person, who types without an echo. It is kept in memory. Throws `argument-invalid` with all that is missing.
 */
export async function connectionFor(invocation: Invocation, draft: Draft): Promise<ConnectionFile | null> {
  const file = invocation.option('connection')
  if (file !== undefined) return { ...(await readConnectionFile(file, invocation.io)), connector: draft.id }
  const missing: string[] = []
  const settings = await settingsFrom(invocation, draft, missing)
  const credentials = await credentialsFrom(invocation, draft.auth, missing)
  if (missing.length > 0)
    throw argumentInvalid(`The call needs ${missing.join(', ')}.`, {
      hint: 'Give them, or a file with --connection FILE.',
    })
  const isEmpty = Object.keys(settings).length === 0 && draft.auth.kind === 'none'
  return isEmpty ? null : { connector: draft.id, settings, credentials }
}

async function settingsFrom({ all, io }: Invocation, draft: Draft, missing: string[]): Promise<Dict<string>> {
  const given = new Map(all('setting').map(readPair))
  const settings = dict<string>()
  for (const name of settingsOf(draft)) {
    const value = given.get(name) ?? (await io.prompt?.ask(`Setting ${name}: `))
    if (value) settings[name] = value
    else missing.push(`--setting ${name}=…`)
  }
  return settings
}

async function credentialsFrom({ io }: Invocation, auth: Auth, missing: string[]): Promise<Dict<string>> {
  const credentials = dict<string>()
  for (const name of fieldsOf(auth)) {
    const variable = `JACKFIELD_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`
    const value = io.env[variable] ?? (await askFor(name, auth, io))
    if (value) credentials[name] = value
    else if (io.prompt === undefined && name !== 'passphrase') missing.push(variable)
  }
  return credentials
}

/** What has lines is not typed: a person names the file that it is in. */
async function askFor(name: string, { kind }: Auth, io: Io): Promise<string | undefined> {
  if (kind !== 'mutualTLS' || name === 'passphrase') return io.prompt?.askSecret(`${name} (not shown, not kept): `)
  const path = await io.prompt?.ask(`File with the ${name} (PEM): `)
  if (!path) return undefined
  return readFile(resolve(io.cwd, path), 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw argumentInvalid(`${path} can't be read (${cause.code}).`, { hint: 'Correct the path.', cause })
  })
}

function readPair(pair: string): [string, string] {
  const at = pair.indexOf('=')
  if (at > 0) return [pair.slice(0, at), pair.slice(at + 1)]
  throw argumentInvalid(`--setting ${pair} has no "=".`, { hint: 'Write --setting host=api.example.com.' })
}
