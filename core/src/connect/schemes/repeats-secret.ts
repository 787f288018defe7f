const shortestRun = 8

/**
 * Whether a foreign text repeats eight or more characters in a row of a secret (all of a shorter one), as it is or as
 * it was sent: form-encoded, or in base64.
 */
export function repeatsSecret(text: string, secrets: readonly string[]): boolean {
  return secrets.flatMap(formsOf).some((form) => sharesRun(text, form))
}

function formsOf(secret: string): readonly string[] {
  const encoded = new URLSearchParams([['', secret]]).toString().slice(1)
  const base64 = [0, 1, 2].map((shift) => withoutEdges(Buffer.from(' '.repeat(shift) + secret).toString('base64')))
  return [secret, encoded, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), ...base64]
}

/** What surrounds the secret decides the first and the last characters. */
function withoutEdges(base64: string): string {
  return base64.slice(4, -4)
}

function sharesRun(text: string, secret: string): boolean {
  if (secret.length < shortestRun) return secret !== '' && text.includes(secret)
  for (let start = 0; start + shortestRun <= secret.length; start++)
    if (text.includes(secret.slice(start, start + shortestRun))) return true
  return false
}
