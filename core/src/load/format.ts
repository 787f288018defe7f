import type { AboutConnector, Connector, ConnectorId, Pointer, Problem } from '../model/index.ts'

/** An extension point: reads one kind of file or folder as a connector. */
export interface Format {
  readonly name: string
  /** Part of a revision's digest: raise it when the same files give another model. */
  readonly version: number
  /** The files whose text the store keeps with a revision, since it runs them; UTF-8. @default none */
  keepsText?(path: string): boolean
  /**
   * Whether this entry is of the format, by names and a look at the beginning; never throws. Where several say so, a
   * number from 1 (which `true` is) to 9 says how sure it is, and the greatest reads the entry, in whichever order the
   * extensions were given; two that are as sure are a problem (`format-ambiguous`). Manifests and code come before all.
   */
  claims(entry: SourceEntry): boolean | number
  /**
   * What it says of itself, with no more than a parse of the parts of its text that say it (`jsonMembers`,
   * `yamlSections`); exactly what `read` would find, as far as it is valid. Such an entry is read when it is first
   * needed. `null`, or a throw: it has to be read.
   * @default it has to be read
   */
  peek?(entry: SourceEntry): Peek | null | Promise<Peek | null>
  /**
   * Every text by which somebody may look for an operation of an entry that was only looked at: `connector.operation`,
   * titles and descriptions. More does no harm, and what is left out hides it. It is then read for a search that has
   * these words alone; `null`, or a throw: for every search.
   * @default for every search
   */
  words?(entry: SourceEntry): readonly string[] | null
  /** Reads it whole; all problems at once, never throws for bad input. */
  read(entry: SourceEntry): ReadConnector | Promise<ReadConnector>
}

/** What a list of connectors shows. Never of an extension. */
export interface Peek {
  readonly id: ConnectorId
  readonly version: string
  readonly about: Omit<AboutConnector, 'extends'>
}

/** One entry of a watched folder: a file, or a folder with everything in it (at most 1,000 files, 64 MiB). */
export interface SourceEntry {
  /** The entry's own name. */
  readonly name: string
  /** Where it lies, as the host named it; problems name files below it. */
  readonly path: string
  readonly kind: 'file' | 'folder'
  readonly files: readonly SourceFile[]
}

export interface SourceFile {
  /** Relative to the folder, with `/`; the entry's name for a single file. */
  readonly path: string
  readonly bytes: Uint8Array
}

export interface ReadConnector {
  /** Absent where there are errors, and nothing that could serve. */
  readonly connector?: Connector
  /**
   * Instead of a connector: what an extension says itself, to be laid over the connector that it names in `extends`.
   */
  readonly extension?: Connector
  /** What it says its id is, also where it is broken. */
  readonly id?: ConnectorId
  readonly problems: readonly Problem[]
  /** Where a place of the model stands in the files, for problems that are found later. */
  place?(model: Pointer): Pick<Problem, 'file' | 'line' | 'column' | 'pointer'>
}
