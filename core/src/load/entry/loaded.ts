import type { Connector, ConnectorId, Pointer, Problem, Source } from '../../model/index.ts'
import type { Format, Peek } from '../format.ts'
import type { Sight } from './sight.ts'

/** One entry of a folder as it was read. */
export interface Loaded {
  /** The entry's own name. */
  readonly name: string
  readonly path: string
  /** Hexadecimal SHA-256: the same bytes, read by the same format, have the same one. */
  readonly digest: string
  /** Name of the format that it was read as; `null` with no problem: it is not a connector, nor meant to be one. */
  readonly format: string | null
  readonly files: Source['files']
  /** Absent where there are errors; otherwise still to be validated. */
  readonly connector?: Connector
  /** Instead of a connector: one that can't be whole without the connector that it extends. */
  readonly extension?: Connector
  /** Instead of both: what its format said at a look. Whether it is valid, only reading it tells. */
  readonly peeked?: Peek
  /** What the files say the connector's id is, also where they are broken; `null` where they don't. */
  readonly id: ConnectorId | null
  /** Sorted by place. */
  readonly problems: readonly Problem[]
  /** Where a place of the model stands in the files. */
  place(model: Pointer): Pick<Problem, 'file' | 'line' | 'column' | 'pointer'>
}

export interface LoadOptions {
  /** In the order in which they are asked whether they know it. */
  readonly formats: readonly Format[]
  /** How problems name the path. @default the path */
  readonly shownAs?: string
  /** The entry's name. @default the last part of the path */
  readonly name?: string
  /** A link at the path itself may not lead out of this folder. */
  readonly within?: string
  /** Whether the caller has the connector of this digest already: it is then not read, and absent. @default none */
  readonly known?: (digest: string) => boolean
  /** What a look at it has just found, so that it is read in one go. */
  readonly sight?: Sight
  /** Whether a look is enough, where the format offers one. @default false */
  readonly peek?: boolean
}
