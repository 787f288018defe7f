/** Text that an author puts in the place of other text, wherever in the connector's files it stands. */
export interface Replacement {
  readonly from: string
  readonly to: string
}

/** An edit of a connector's files, as its author would make it. */
export type Edit = readonly Replacement[]

/** Every change that the story makes to the tracker's connector. */
export interface TrackerEdits {
  /** From what lies in the project to version 1.0.0 of the story. */
  readonly prepare: Edit
  /** An optional output field more. */
  readonly addLine: Edit
  /** An output field less, that the flow reads. */
  readonly removeQuantity: Edit
  /** The field that the flow reads gets another name. */
  readonly renameSku: Edit
  /** The server moves to a host that the key was not given for. */
  readonly moveServer: Edit
  /** The server's path changes, its host does not. */
  readonly movePath: Edit
  /** A bracket that is never closed. */
  readonly breakSyntax: Replacement
  /** A key that there is not. */
  readonly misspell: Edit
}

export const replace = (from: string, to: string): Replacement => ({ from, to })
