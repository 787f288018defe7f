import type { Connection } from '@jackfield/core'
import { allow, Browser } from '../browser.ts'
import { expectThat } from '../expectation.ts'
import type { Scene } from '../scene.ts'
import type { NewConnection } from './new-connection.ts'

const session = 'asha-at-her-desk'

/**
 * A person is sent to the service, signs in, allows it, and comes back to the host. Throws what the host was told then.
 */
export async function connectInBrowser(scene: Scene, connection: NewConnection): Promise<Connection> {
  const { host, narrator, settings, events } = scene
  const own = new URL(settings.publicUrl).origin
  const browser = new Browser({ connectTo: settings.connectTo, cookies: { [own]: `session=${session}` } })
  const { url, attempt } = await host.call('authorise', { ...connection, session })
  const { origin, searchParams } = new URL(url)
  narrator.line(
    'browser',
    `is sent to ${origin}, with a state and a challenge (${searchParams.get('code_challenge_method')})`,
  )
  const { url: end, status } = await allow(browser, url)
  expectThat(end.origin === own, { expected: `the browser to come back to ${own}`, seen: `${status} of ${end.href}` })
  narrator.line('browser', `a person signs in and allows it, and is back at ${own}${end.pathname}`)
  if (status !== 200) {
    const { message } = await events.take('connection:failed', { expected: 'the host to be told why it failed' })
    throw new Error(message)
  }
  const made = await events.take('connection:authorised', {
    expected: 'the host to be told of the connection',
    where: (data) => data.attempt === attempt,
  })
  await expectExchanged(scene)
  const all = await host.call('connections', {})
  const found = all.find(({ id }) => id === made.connection)
  expectThat(found !== undefined, { expected: `connection ${made.connection} to be there`, seen: 'no such connection' })
  return found
}

/** The code was exchanged at the authorisation server, once; nothing else gave a token. */
async function expectExchanged({ accounts, zoho }: Scene): Promise<void> {
  const granted = (await accounts?.control.tokenRequests())?.map(({ grant }) => grant).join(', ')
  expectThat(granted === 'authorization_code', {
    expected: 'one code to be exchanged at the authorisation server',
    seen: granted ?? 'no authorisation server',
  })
  const asked = (await zoho.control.requests()).filter(({ path }) => path.startsWith('/oauth'))
  expectThat(asked.length === 0, { expected: 'Zoho to be asked for no token', seen: `${asked.length} requests` })
}
