/** One request of a `.http` file, as editors send them. */
export interface RequestInFile {
  readonly name: string
  readonly method: string
  readonly url: string
  /** From 1. */
  readonly line: number
}

const requestLine = /^(GET|HEAD|POST|PUT|PATCH|DELETE)\s+(\S+)/

/** Requests are separated by `###`, which may be followed by a title; the rest of a request is not read here. */
export function readRequests(text: string): readonly RequestInFile[] {
  const requests: RequestInFile[] = []
  let name = ''
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.startsWith('###')) name = line.slice(3).trim()
    const [, method, url] = requestLine.exec(line) ?? []
    if (method !== undefined && url !== undefined) requests.push({ name, method, url, line: index + 1 })
  }
  return requests
}
