import type { Connector, JsonObject, Problem } from '../model/index.ts'

/** An extension point: writes a connector as one kind of document, chosen by name (`jackfield export --as`). */
export interface Exporter {
  readonly name: string
  /** Whatever the connector was read from; never throws for what is in it. */
  write(connector: Connector): Exported | Promise<Exported>
}

export interface Exported {
  readonly document: JsonObject
  /** What the document does not say; their pointers lead into the model. */
  readonly problems: readonly Problem[]
}
