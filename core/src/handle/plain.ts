/** An answer that says nothing but its status. */
export function plain(status: number, headers: Readonly<Record<string, string>> = {}): Response {
  const again = status === 503 ? { 'retry-after': '5' } : {}
  return new Response(null, { status, headers: { 'cache-control': 'no-store', ...again, ...headers } })
}
