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
 * `@jackfield/*` package that the nearest `package.json` lists.
 */
export async function loadExtensions({ cwd }: Pick<Io, 'cwd'>): Promise<readonly Extension[]> {
  const config = await findUp(cwd, configFiles)
  if (config !== null) return readConfig(config)
  const manifest = await findUp(cwd, ['package.json'])
  return manifest === null ? [] : readListed(manifest)
}

async function readConfig(path: string): Promise<readonly Extension[]> {
  try {
    const module = (await import(pathToFileURL(path).href)) as { readonly default?: CommandLineConfig }
    return module.default?.extensions ?? []
  } catch (cause) {
    throw argumentInvalid(`${path} can't be loaded: ${(cause as Error).message}`, { cause })
  }
}

async function readListed(path: string): Promise<readonly Extension[]> {
  const { dependencies = {}, devDependencies = {} } = JSON.parse(await readFile(path, 'utf8')) as PackageManifest
  const names = Object.keys({ ...dependencies, ...devDependencies })
  const extensions: Extension[] = []
  for (const name of names.filter((one) => one.startsWith('@jackfield/')).sort())
    extensions.push(...(await extensionsOf(name, path)))
  return extensions
}

interface PackageManifest {
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

/** Every factory that the package exports, called without options. A package that is listed but not installed is passed over. */
async function extensionsOf(name: string, from: string): Promise<readonly Extension[]> {
  let entry: string
  try {
    entry = createRequire(from).resolve(name)
  } catch {
    return []
  }
  const module = (await import(pathToFileURL(entry).href)) as Readonly<Record<string, unknown>>
  return Object.values(module).flatMap((value) => (isFactory(value) ? [value()] : []))
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
