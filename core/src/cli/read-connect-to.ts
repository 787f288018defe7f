import { argumentInvalid } from '../errors/index.ts'

/** The pairs of `--connect-to FROM=TO`. Throws `argument-invalid`. */
export function readConnectTo(pairs: readonly string[]): Record<string, string> {
  const entries = pairs.map((pair) => {
    const at = pair.indexOf('=')
    if (at < 0)
      throw argumentInvalid(`--connect-to ${pair} has no "=".`, {
        hint: 'Write https://declared.example=http://127.0.0.1:4711.',
      })
    return [pair.slice(0, at), pair.slice(at + 1)]
  })
  return Object.fromEntries(entries)
}
