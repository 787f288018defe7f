import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { argumentInvalid } from '../errors/index.ts'
import {
  type ConnectorId,
  type Dict,
  dict,
  isJsonObject,
  type Json,
  type JsonObject,
  nearestName,
} from '../model/index.ts'
import type { Io } from './command.ts'

/** A connection as the command line takes it, with what the environment had filled in. */
export interface ConnectionFile {
  readonly connector: ConnectorId
  readonly scheme?: string
  readonly settings: JsonObject
  readonly credentials: Dict<string>
}

const known = ['connector', 'scheme', 'settings', 'credentials']

/**
 * Reads `{ connector, scheme?, settings, credentials }`, YAML or JSON. Throws `argument-invalid`; never shows a value.
 */
export async function readConnectionFile(path: string, { cwd, env }: Pick<Io, 'cwd' | 'env'>): Promise<ConnectionFile> {
  const file = await parse(resolve(cwd, path), path)
  const unknown = Object.keys(file).find((name) => !known.includes(name))
  if (unknown !== undefined)
    throw argumentInvalid(`${path} has an unknown key "${unknown}".`, { hint: hintFor(unknown) })
  const { connector, scheme, settings = {}, credentials = {} } = file
  if (typeof connector !== 'string')
    throw argumentInvalid(`${path} does not say which connector it is for.`, { hint: 'Add "connector".' })
  if (!isJsonObject(settings) || !isJsonObject(credentials))
    throw argumentInvalid(`${path}: "settings" and "credentials" are objects.`)
  if (scheme !== undefined && typeof scheme !== 'string') throw argumentInvalid(`${path}: "scheme" is a name.`)
  const fill = (values: JsonObject) => dict(Object.entries(values).map(([name, value]) => [name, filled(value, name)]))
  const filled = (value: Json, name: string) => fromEnvironment(value, { path, name, env })
  return {
    connector,
    ...(scheme !== undefined && { scheme }),
    settings: fill(settings),
    credentials: texts(fill(credentials), path),
  }
}

function texts(values: JsonObject, path: string): Dict<string> {
  for (const [name, value] of Object.entries(values))
    if (typeof value !== 'string')
      throw argumentInvalid(`${path}: credential "${name}" is not text.`, { hint: 'Quote it.' })
  return values as Dict<string>
}

const hintFor = (name: string): string => `Did you mean "${nearestName(name, known) ?? known.join('", "')}"?`

async function parse(file: string, path: string): Promise<JsonObject> {
  const text = await readFile(file, 'utf8').catch((cause: Error) => {
    throw argumentInvalid(`${path} can't be read: ${cause.message}`, { hint: 'Correct the path.', cause })
  })
  const { parse } = await import('yaml')
  let value: unknown
  try {
    value = parse(text, { logLevel: 'error', prettyErrors: false })
  } catch {
    // The parser's errors and warnings quote the text, which may hold a secret.
    throw argumentInvalid(`${path} is neither YAML nor JSON.`)
  }
  if (isJsonObject(value)) return value
  throw argumentInvalid(`${path} is not an object.`)
}

function fromEnvironment(value: Json, { path, name, env }: { path: string; name: string; env: Io['env'] }): Json {
  if (typeof value !== 'string' || !value.startsWith('env:')) return value
  const variable = value.slice('env:'.length)
  const found = env[variable]
  if (found !== undefined) return found
  throw argumentInvalid(`${path}: "${name}" wants the environment variable ${variable}, which is not set.`, {
    hint: `Set ${variable}, or write the value itself.`,
  })
}
