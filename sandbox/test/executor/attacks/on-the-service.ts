import type { Attack } from './attack.ts'

/** On the service, the credential, and whoever reads its items or its text. */
export const onTheService: readonly Attack[] = [
  {
    name: 'other origins',
    run: `
  const refused = []
  for (const path of ['https://evil.example.com/', '//evil.example.com/', 'http:evil', '../up', '\\\\\\\\evil', '@evil'])
    refused.push(await http.get(path).then(() => 'sent', (error) => error.code))
  return refused`,
    output: Array.from({ length: 6 }, () => 'path-refused'),
  },
  {
    name: 'headers that are two',
    run: `
  const refused = []
  for (const headers of [{ a: 'b\\r\\nX-Api-Key: c' }, { 'a\\r\\nb': 'c' }, { host: 'evil' }, { 'transfer-encoding': 'chunked' }, { connection: 'close' }])
    refused.push(await http.get('echo', { headers }).then(() => 'sent', (error) => error.code))
  return refused`,
    output: Array.from({ length: 5 }, () => 'argument-invalid'),
  },
  {
    name: 'its credential from an echo',
    run: `
  const answer = await http.get('echo')
  return JSON.stringify([answer.headers, answer.text()]).includes('planted')`,
    output: false,
  },
  {
    name: 'options that are none',
    run: `return http.get('echo', { fetch: 1 }).catch((error) => error.code)`,
    output: 'argument-invalid',
  },
  { name: 'a poll without end', poll: `for (let n = 0; ; n += 1) yield { id: String(n % 10), data: n }` },
  {
    name: 'a poll that does not close',
    poll: `try { for (let n = 0; n < 150; n += 1) yield { id: String(n), data: n } } finally { for (;;) {} }`,
  },
  {
    name: 'a parser that overflows',
    module: `export default ${'('.repeat(100_000)}1${')'.repeat(100_000)}`,
    fails: 'code-failed',
  },
]
