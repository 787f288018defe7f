import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { argumentInvalid, isJackfieldError } from '../errors/index.ts'
import { readVersion } from '../kernel/index.ts'
import { nearestName } from '../model/index.ts'
import type { Command, Invocation, Io } from './command.ts'
import { commands } from './commands.ts'
import { commandHelp, overview } from './help.ts'
import { loadExtensions } from './load-extensions.ts'
import { reportFailure } from './report-failure.ts'

const helpNames: readonly string[] = ['help', '--help', '-h']
const versionNames: readonly string[] = ['version', '--version', '-v']

/**
 * Runs one command line and answers its exit code: 2 for arguments that can't be read and for what should never happen,
 * else the command's own. Never rejects.
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = argv
  if (name === undefined) {
    io.err(overview(await allCommands()))
    return 2
  }
  try {
    if (helpNames.includes(name)) return await help(rest[0], io)
    if (versionNames.includes(name)) return await version(io)
    const command = await commandNamed(name)
    if (rest.includes('--help') || rest.includes('-h')) return await help(name, io)
    return await command.run(parse(command, rest, io))
  } catch (error) {
    return refuse(error, io)
  }
}

async function help(name: string | undefined, io: Io): Promise<number> {
  io.out(name === undefined ? overview(await allCommands()) : commandHelp(await commandNamed(name)))
  return 0
}

async function version(io: Io): Promise<number> {
  io.out(`${await readVersion()}\n`)
  return 0
}

async function allCommands(): Promise<readonly Command[]> {
  return Promise.all(Object.values(commands).map((load) => load()))
}

async function commandNamed(name: string): Promise<Command> {
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (load === undefined) throw unknownCommand(name)
  return load()
}

function parse(command: Command, args: readonly string[], io: Io): Invocation {
  const options: ParseArgsOptionsConfig = {}
  for (const [name, { value, short, multiple = false }] of Object.entries(command.options))
    options[name] = {
      type: value === undefined ? 'boolean' : 'string',
      multiple,
      ...(short !== undefined && { short }),
    }
  const { values, positionals } = parseStrictly(command, args, options)
  if (!command.positionals && positionals.length > 0) throw unexpected(command, positionals)
  let extensions: ReturnType<Invocation['extensions']> | undefined
  return {
    positionals,
    io,
    option(name) {
      const value = values[name] ?? command.options[name]?.default
      return value === undefined || Array.isArray(value) ? undefined : String(value)
    },
    all: (name) => [values[name] ?? []].flat().map(String),
    extensions() {
      extensions ??= loadExtensions(io)
      return extensions
    },
  }
}

function parseStrictly(command: Command, args: readonly string[], options: ParseArgsOptionsConfig) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  } catch (cause) {
    const unknown = /'--?([^' ]+)/.exec((cause as Error).message)?.[1] ?? ''
    const near = nearestName(unknown, Object.keys(command.options))
    throw argumentInvalid(`${(cause as Error).message.split(/\.\s|\n/)[0]}.`, {
      hint:
        near !== undefined && near !== unknown ? `Did you mean --${near}?` : `See jackfield ${command.name} --help.`,
      cause,
    })
  }
}

function unknownCommand(name: string): Error {
  const near = nearestName(name, Object.keys(commands))
  return argumentInvalid(`There is no command "${name}".`, {
    hint: near === undefined ? 'See jackfield --help.' : `Did you mean "${near}"?`,
  })
}

function unexpected(command: Command, [first]: readonly string[]): Error {
  return argumentInvalid(`"${first}" is not expected: ${command.name} takes options only.`, {
    hint: `Write jackfield ${command.name} ${command.synopsis}.`,
  })
}

function refuse(error: unknown, io: Io): number {
  if (!isJackfieldError(error)) {
    io.err(`This should not happen: ${error instanceof Error ? error.stack : String(error)}\n`)
    return 2
  }
  reportFailure(error, { io, format: 'text' })
  return 2
}
