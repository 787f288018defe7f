import {
  type AuthScheme,
  type CustomScheme,
  type Dict,
  defineExtension,
  type ExtensionFactory,
  errors,
  type Json,
  type Renewal,
  type Server,
} from '@jackfield/core'

/**
 * `createKernel({ extensions: [sessions()] })`: services that ask for a log-in, and take the session's name in a header
 * from then on. In a manifest: `{ type: x-session, login: 'https://api.example.com/login', header: X-Session }`.
 */
export const sessions: ExtensionFactory<unknown> = defineExtension('sessions', () => ({ auth: [sessionScheme] }))

const sessionScheme: AuthScheme<CustomScheme> = {
  type: 'x-session',
  check: ({ options }) =>
    ['login', 'header'].flatMap((name) =>
      typeof options[name] === 'string'
        ? []
        : [
            {
              message: `The session scheme has no "${name}".`,
              hint: `add ${name}: its ${name === 'login' ? 'URL' : 'name'}.`,
            },
          ],
    ),
  fields: () => [
    { name: 'user', title: 'User name', required: true },
    { name: 'password', title: 'Password', required: true },
  ],
  // Where each secret may go is fixed when it is entered: nothing else is ever sent it.
  placements: (scheme) => [
    { credential: 'user', placement: 'token request', to: loginOf(scheme) },
    { credential: 'password', placement: 'token request', to: loginOf(scheme) },
    { credential: 'session', placement: `header ${scheme.options.header}`, to: 'servers' },
  ],
  sign: (request, { options }, credentials) => ({
    ...request,
    headers: { ...request.headers, [String(options.header).toLowerCase()]: String(credentials.session) },
  }),
  tokenEndpoint: (scheme) => loginOf(scheme),
  // Called before the first request, before the session ends and after a 401; once, however many requests wait for it.
  async renew({ tokenUrl, credentials, fetch, signal }: Renewal<CustomScheme>) {
    const { user, password } = credentials
    const response = await fetch(tokenUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ user, password }),
      ...(signal !== undefined && { signal }),
    })
    if (response.status === 401)
      throw errors.connectionNeedsReauthorisation('The service does not know this user name and password.')
    const answer = (await response.json()) as Dict<Json>
    if (typeof answer.session !== 'string') throw errors.tokenRefused('The service opened no session.')
    return { credentials: { session: answer.session }, expiresIn: Number(answer.seconds ?? 600) }
  },
}

const loginOf = ({ options }: CustomScheme): Server => ({ url: String(options.login), variables: {} })
