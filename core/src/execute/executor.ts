/**
 * An extension point: runs connectors that are code. It starts a guest for a program and carries messages there and
 * back, as text that it does not look into; what they mean is the core's business on both ends (`createGuest` of
 * `@jackfield/core/guest` on the guest's). One that isolates lets the guest reach nothing but these messages.
 */
export interface Executor {
  readonly name: string
  /** Answers at once; what goes wrong on the way up ends the guest. */
  start(program: Program, host: GuestHost): Guest
  readonly limits?: GuestLimits
}

export interface GuestLimits {
  /** How many guests may live at once; the one that was idle longest makes room. @default no limit */
  readonly guests?: number
  /** Milliseconds after which an idle guest ends. @default never */
  readonly idle?: number
  /** Milliseconds from the start to the definition. @default 10000 */
  readonly definition?: number
}

/** The files of one revision of a connector. */
export interface Program {
  /** Of the entry that it was read from; for messages. */
  readonly name: string
  /** The path of the module whose default export is the definition. */
  readonly entry: string
  readonly files: readonly ProgramFile[]
}

export interface ProgramFile {
  /** Relative, with `/`. */
  readonly path: string
  readonly text: string
}

/** What an executor tells of a guest. */
export interface GuestHost {
  message(text: string): void
  /**
   * Once, last: why it is gone, as the end of a sentence ("its process ended"). Where that is something in one of the
   * program's files, `order.ts:17:9: ` before it says where: path, line and column, both counted from 1.
   */
  ended(reason: string): void
}

export interface Guest {
  /**
   * After the guest has ended it does nothing. What resolves when the guest has taken the text keeps the host from
   * piling up answers for one that reads none.
   */
  send(text: string): void | Promise<void>
  /** Ends it at once, whatever it does; resolves when nothing of it is left. */
  kill(): Promise<void>
}
