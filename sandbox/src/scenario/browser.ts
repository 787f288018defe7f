import { type IncomingHttpHeaders, request } from 'node:http'

interface Page {
  readonly url: URL
  readonly status: number
  readonly headers: IncomingHttpHeaders
}

export interface BrowserOptions {
  /** Declared origin to actual origin. */
  readonly connectTo: Readonly<Record<string, string>>
  /** Of sites that this browser has been to already, by origin: `name=value`. */
  readonly cookies: Readonly<Record<string, string>>
}

const mostRedirects = 20

/** A person's browser without a screen: keeps cookies by origin and follows redirects. */
export class Browser {
  readonly #options: BrowserOptions
  readonly #cookies = new Map<string, Map<string, string>>()

  constructor(options: BrowserOptions) {
    this.#options = options
    for (const [origin, cookie] of Object.entries(options.cookies)) this.#keep(origin, cookie)
  }

  /** Opens a page, or sends a form to it, and answers where that leads to. */
  async open(address: string, form?: Readonly<Record<string, string>>): Promise<Page> {
    let page = await this.#ask(new URL(address), form)
    for (let hops = 0; hops < mostRedirects; hops += 1) {
      const { location } = page.headers
      if (page.status < 300 || page.status >= 400 || location === undefined) return page
      page = await this.#ask(new URL(location, page.url))
    }
    throw new Error(`${address} redirects without end.`)
  }

  #ask(url: URL, form?: Readonly<Record<string, string>>): Promise<Page> {
    const headers = {
      host: url.host,
      'x-forwarded-proto': url.protocol.slice(0, -1),
      cookie: [...(this.#cookies.get(url.origin) ?? [])].map(([name, value]) => `${name}=${value}`).join('; '),
      ...(form !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
    }
    const { promise, resolve, reject } = Promise.withResolvers<Page>()
    const socket = `${this.#options.connectTo[url.origin] ?? url.origin}${url.pathname}${url.search}`
    const asking = request(socket, { method: form === undefined ? 'GET' : 'POST', headers }, (response) => {
      for (const cookie of response.headers['set-cookie'] ?? []) this.#keep(url.origin, cookie)
      response.resume().once('end', () => resolve({ url, status: response.statusCode ?? 0, headers: response.headers }))
      response.once('error', reject)
    })
    asking.once('error', reject)
    asking.end(form && new URLSearchParams(form).toString())
    return promise
  }

  #keep(origin: string, cookie: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
    const jar = this.#cookies.get(origin) ?? new Map<string, string>()
    this.#cookies.set(origin, jar)
    if (value === '') jar.delete(name)
    else jar.set(name, value)
  }
}

/** Signs in and allows what is asked for, on the pages of the authorisation server; answers the page it ends on. */
export async function allow(browser: Browser, url: string): Promise<Page> {
  const login = await browser.open(url)
  const consent = await browser.open(login.url.href, { prompt: 'login', login: 'asha', password: 'any' })
  return browser.open(consent.url.href, { prompt: 'consent' })
}
