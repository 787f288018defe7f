import type { Command } from './command.ts'

/** Every command by its name, in the order of the overview. Each is loaded when it is asked for. */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  new: async () => (await import('./commands/new.ts')).newCommand,
  dev: async () => (await import('./commands/dev.ts')).devCommand,
  check: async () => (await import('./commands/check.ts')).checkCommand,
  diff: async () => (await import('./commands/diff.ts')).diffCommand,
  impact: async () => (await import('./commands/impact.ts')).impactCommand,
  invoke: async () => (await import('./commands/invoke.ts')).invokeCommand,
  types: async () => (await import('./commands/types.ts')).typesCommand,
  import: async () => (await import('./commands/import.ts')).importCommand,
  export: async () => (await import('./commands/export.ts')).exportCommand,
  docs: async () => (await import('./commands/docs.ts')).docsCommand,
}
