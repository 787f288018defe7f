/** How much one evaluation may take. Authors of flows are not trusted with the host's time and memory. */
export interface ExpressionLimits {
  /** Characters of the expression itself. @default 10_000 */
  readonly text: number
  /** Milliseconds of computing. @default 1_000 */
  readonly time: number
  /**
   * Evaluations that wait for one another: calls within calls, and the properties of one constructor.
   * @default 20_000
   */
  readonly depth: number
  /** Values in a sequence that a path, a range or a function makes. @default 10_000 */
  readonly sequence: number
  /**
   * Size of one value that is made, besides that of the input: 8 for each value in it and 1 for each character.
   * @default 4_194_304
   */
  readonly size: number
  /** Size of everything that is made on the way. @default 67_108_864 */
  readonly allocation: number
  /** Levels of objects and arrays within one another. @default 200 */
  readonly levels: number
}

export const defaultLimits: ExpressionLimits = {
  text: 10_000,
  time: 1_000,
  depth: 20_000,
  sequence: 10_000,
  size: 4 * 2 ** 20,
  allocation: 64 * 2 ** 20,
  levels: 200,
}
