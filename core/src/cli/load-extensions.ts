import { access, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { argumentInvalid } from '../errors/index.ts'
import type { Extension } from '../extend/index.ts'
import type { Io } from './command.ts'

const configFiles = ['jackfield.config.ts', 'jackfield.config.js', 'jackfield.config.mjs']

/** What `jackfield.config.ts` exports by default. */
export interface CommandLineConfig {
  readonly extensions?: readonly Extension[]
}

/**
 * The extensions of the command line: those of `jackfield.config.ts` in this folder or one above it, else every
 * `@jackfield/*` package that the nearest `package.json` lists. Where those name none, the project that the command
 * line is installed in is asked alike. Throws `argument-invalid` for one that can't be loaded.
 */
export async function loadExtensions({
  cwd,
  installed,
  err,
}: Pick<Io, 'cwd' | 'installed' | 'err'>): Promise<readonly Extension[]> {
  const own = await extensionsFrom(cwd, err)
  return own ?? (installed === undefined ? null : await extensionsFrom(installed, err)) ?? []
}

/** `null` where nothing is named. */
async function extensionsFrom(folder: string, err: Io['err']): Promise<readonly Extension[] | null> {
  const config = await findUp(folder, configFiles)
  if (config !== null) return readConfig(config)
  const manifest = await findUp(folder, ['package.json'])
  const names = manifest === null ? [] : await listedIn(manifest)
  if (manifest === null || names.length === 0) return null
  const extensions: Extension[] = []
  for (const name of names) {
    const entry = entryOf(name, manifest)
    if (entry === null) err(`${manifest} lists ${name}, which is not installed and built: it is left out.\n`)
    else extensions.push(...(await extensionsOf(name, entry)))
  }
  return extensions
}

async function readConfig(path: string): Promise<readonly Extension[]> {
  const { default: config } = await load(path, path)
  const { extensions = [] } = Object(config) as { readonly extensions?: unknown }
  if (config !== undefined && Array.isArray(extensions) && extensions.every(isExtension)) return extensions
  throw argumentInvalid(`${path} does not export a configuration.`, {
    hint: 'Write: export default { extensions: [flows()] }.',
  })
}

function isExtension(value: unknown): value is Extension {
  return typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string'
}

const lists = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'] as const

async function listedIn(path: string): Promise<readonly string[]> {
  try {
    const manifest = JSON.parse(await readFile(path, 'utf8')) as Readonly<Record<string, object | undefined>>
    const names = new Set(lists.flatMap((list) => Object.keys(manifest[list] ?? {})))
    return [...names].filter((name) => name.startsWith('@jackfield/')).sort()
  } catch (cause) {
    throw argumentInvalid(`${path} can't be read: ${(cause as Error).message}`, { cause })
  }
}

function entryOf(name: string, from: string): string | null {
  try {
    return createRequire(from).resolve(name)
  } catch {
    return null
  }
}

/** Every factory that the package exports, called without options. */
async function extensionsOf(name: string, entry: string): Promise<readonly Extension[]> {
  const factories = new Set(Object.values(await load(entry, name)).filter(isFactory))
  try {
    return [...factories].map((create) => create())
  } catch (cause) {
    throw argumentInvalid(`${name} can't be used without options: ${(cause as Error).message}`, {
      hint: 'Name it with its options in jackfield.config.ts.',
      cause,
    })
  }
}

async function load(path: string, shown: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return (await import(pathToFileURL(path).href)) as Readonly<Record<string, unknown>>
  } catch (cause) {
    throw argumentInvalid(`${shown} can't be loaded: ${(cause as Error).message}`, { cause })
  }
}

function isFactory(value: unknown): value is () => Extension {
  return typeof value === 'function' && 'extensionName' in value
}

async function findUp(from: string, names: readonly string[]): Promise<string | null> {
  for (const name of names) {
    const path = join(from, name)
    if (await exists(path)) return path
  }
  return dirname(from) === from ? null : findUp(dirname(from), names)
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
