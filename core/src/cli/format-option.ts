import { argumentInvalid } from '../errors/index.ts'
import type { Invocation, Option } from './command.ts'

export function formatOption(names: readonly string[]): Option {
  return { value: names.join('|'), description: 'How the result is written.', default: 'text' }
}

/** The `--format` that was asked for. Throws `argument-invalid` for one that is not there. */
export function readFormat<Name extends string>({ option }: Invocation, names: readonly Name[]): Name {
  return readChoice('format', option('format') ?? 'text', names)
}

export function readChoice<Name extends string>(option: string, text: string, names: readonly Name[]): Name {
  const found = names.find((name) => name === text)
  if (found !== undefined) return found
  throw argumentInvalid(`--${option} can't be "${text}".`, { hint: `Choose one of ${names.join(', ')}.` })
}
