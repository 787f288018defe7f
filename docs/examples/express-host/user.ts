/** Who asks: your own log-in knows. */
export interface User {
  readonly name: string
  readonly organisation: string
  /** What you know the browser's session by; the kernel keeps its hash only. */
  readonly session: string
}
