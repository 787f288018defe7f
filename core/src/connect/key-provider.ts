/** An extension point: where the key that seals credentials comes from. */
export interface KeyProvider {
  readonly name: string
  /** Exactly 32 bytes for AES-256; called once, when the first credential is sealed or opened. */
  key(): Promise<Uint8Array>
}
