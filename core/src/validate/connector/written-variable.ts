import type { Pointer, UrlVariable, VariablePlace } from '../../model/index.ts'

/** A variable of a URL, with where it stands. */
export interface WrittenVariable {
  readonly name: string
  readonly variable: UrlVariable
  readonly at: Pointer
  /** In the URLs that it fills. */
  readonly places: readonly VariablePlace[]
  /** Whether it is a host's last part wherever it stands. */
  readonly endsHost: boolean
  /** Whether what is learnt from a token may fill it. */
  readonly mayDerive: boolean
}
