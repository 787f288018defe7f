/** Something that has gone, or that has come, among its siblings. */
export interface Candidate<Thing> {
  readonly name: string
  readonly thing: Thing
  readonly required: boolean
  readonly description?: string
}
