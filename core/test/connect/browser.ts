import { type IncomingHttpHeaders, request } from 'node:http'

export interface Page {
  readonly url: URL
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** A browser without a screen: keeps cookies by origin, follows redirects, and stops where `stopAt` is reached. */
export interface Browser {
  open(url: string, form?: Readonly<Record<string, string>>): Promise<Page>
  /** Every URL that was asked for. */
  readonly visited: readonly string[]
}

export function createBrowser({
  connectTo,
  stopAt,
}: {
  readonly connectTo: Readonly<Record<string, string>>
  readonly stopAt: string
}): Browser {
  const cookies = new Map<string, Map<string, string>>()
  const visited: string[] = []

  async function open(address: string, form?: Readonly<Record<string, string>>): Promise<Page> {
    let [url, sent] = [new URL(address), form]
    for (let hops = 0; hops < 20; hops++) {
      visited.push(url.href)
      if (url.href.startsWith(stopAt)) return { url, status: 0, headers: {}, text: '' }
      const page = await ask(url, sent)
      const { location } = page.headers
      if (page.status < 300 || page.status >= 400 || location === undefined) return page
      ;[url, sent] = [new URL(location, url), undefined]
    }
    throw new Error('redirected without end')
  }

  function ask(url: URL, form: Readonly<Record<string, string>> | undefined): Promise<Page> {
    const body = form === undefined ? undefined : new URLSearchParams(form).toString()
    const jar = cookies.get(url.origin) ?? new Map<string, string>()
    cookies.set(url.origin, jar)
    const headers = {
      host: url.host,
      'x-forwarded-proto': 'https',
      cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
      ...(body !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
    }
    const { promise, resolve, reject } = Promise.withResolvers<Page>()
    const socket = `${connectTo[url.origin] ?? url.origin}${url.pathname}${url.search}`
    const asking = request(socket, { method: body === undefined ? 'GET' : 'POST', headers }, async (response) => {
      const chunks: Buffer[] = []
      for await (const chunk of response) chunks.push(chunk)
      for (const cookie of response.headers['set-cookie'] ?? []) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
        if (value === '') jar.delete(name)
        else jar.set(name, value)
      }
      const { statusCode: status = 0, headers: answered } = response
      resolve({ url, status, headers: answered, text: Buffer.concat(chunks).toString() })
    })
    asking.on('error', reject)
    asking.end(body)
    return promise
  }

  return { open, visited }
}

/** Signs in and allows what is asked for, on the pages that oidc-provider brings for development. */
export async function consent(browser: Browser, url: string): Promise<Page> {
  const login = await browser.open(url)
  const asked = await browser.open(login.url.href, { prompt: 'login', login: 'someone', password: 'any' })
  if (asked.status === 0) return asked
  return browser.open(asked.url.href, { prompt: 'consent' })
}

/** Says no where it is asked to sign in. */
export async function deny(browser: Browser, url: string): Promise<Page> {
  const login = await browser.open(url)
  return browser.open(`${login.url.href}/abort`)
}
