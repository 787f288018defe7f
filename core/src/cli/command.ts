import type { Extension } from '../extend/index.ts'

/** One command of `jackfield`. */
export interface Command {
  readonly name: string
  /** One line for the list of commands. */
  readonly summary: string
  /** What follows the name, such as `PATH…`. */
  readonly synopsis: string
  /** Whether it takes anything but options. */
  readonly positionals: boolean
  readonly options: Readonly<Record<string, Option>>
  /** What else to know, after the examples; each a line of at most 120 characters. */
  readonly notes?: readonly string[]
  /** Command lines as they are typed. */
  readonly examples: readonly string[]
  /** The exit code. Throws `argument-invalid` for what can't be read (exit 2). */
  run(invocation: Invocation): Promise<number>
}

export interface Option {
  /** One letter, for `-o`. */
  readonly short?: string
  /** What to write after the option; none for a switch. */
  readonly value?: string
  readonly description: string
  readonly multiple?: boolean
  readonly default?: string
}

export interface Invocation {
  readonly positionals: readonly string[]
  /** The last value of an option, or its default. */
  option(name: string): string | undefined
  /** Every value of an option that may be repeated. */
  all(name: string): readonly string[]
  readonly io: Io
  /** Loaded once. Throws `argument-invalid`. */
  extensions(): Promise<readonly Extension[]>
}

/** Where a command writes: only the result goes to `out`. */
export interface Io {
  readonly cwd: string
  /** The folder that the command line is installed under; its project's extensions serve where `cwd` names none. */
  readonly installed?: string
  readonly env: Readonly<Record<string, string | undefined>>
  out(text: string): void
  err(text: string): void
  /** Whether `err` is a terminal that can show progress. */
  readonly terminal: boolean
  /** Asks a person; absent where nobody is at a terminal. */
  readonly prompt?: Prompt
  /** Standard input as text, to its end. */
  input?(): Promise<string>
  /** Aborted when the command is to end (Ctrl-C). */
  interrupted?(): AbortSignal
  /** Hears single keys until the signal; absent where nobody is at a terminal. */
  onKey?(signal: AbortSignal, hear: (key: string) => void): void
  /** Whether `out` shows colours. @default false */
  readonly colours?: boolean
}

/** Questions and answers on a terminal; every answer is trimmed, and empty where a person only pressed Enter. */
export interface Prompt {
  ask(question: string): Promise<string>
  /** Without an echo. */
  askSecret(question: string): Promise<string>
  /** Lines until an empty one after which the text is whole, two empty ones, or the end of the input; or `-` alone. */
  askText(question: string, isWhole: (text: string) => boolean): Promise<string>
  close(): void
}
