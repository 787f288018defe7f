import type { Connection, TestResult } from '@jackfield/core'
import { puneAccount } from '../../stand-ins/index.ts'
import { expectThat } from '../expectation.ts'
import { type Scene, trackerHost, trackerKey } from '../scene.ts'
import { connectInBrowser } from './connect-in-browser.ts'
import type { NewConnection } from './new-connection.ts'
import type { Step } from './step.ts'

export const connect: Step = {
  number: 2,
  title: 'Connections are made and tried out',
  why: 'Credentials are sealed before they are stored, and bound to the server that they were entered for. No connector sees them.',
  async play(scene) {
    await expectGood(scene, tracker(scene.isFaulty(2) ? wrong : trackerKey))
    await expectGood(scene, zoho(scene))
    await expectRefused(scene, tracker(wrong))
    await expectRefused(scene, zoho(scene, wrong))
  },
}

const wrong = '1000.of-somebody-else'

const tracker = (key: string): NewConnection => ({
  connector: 'production-tracker',
  settings: { host: trackerHost },
  credentials: { key },
})

const { dataCentre, organizationId, clientId, clientSecret, refreshToken } = puneAccount

/** With the secret that the variant has: the refresh token, or in the browser the client's. */
function zoho({ variant }: Scene, secret?: string): NewConnection {
  const inBrowser = variant.zoho === 'in the browser'
  const credentials = inBrowser
    ? { clientId, clientSecret: secret ?? clientSecret }
    : { clientId, clientSecret, refreshToken: secret ?? refreshToken }
  return { connector: 'zoho-inventory', settings: { dataCentre, organizationId }, credentials }
}

function add(scene: Scene, connection: NewConnection): Promise<Connection> {
  const inBrowser = scene.variant.zoho === 'in the browser' && connection.connector === 'zoho-inventory'
  return inBrowser ? connectInBrowser(scene, connection) : scene.host.call('addConnection', connection)
}

async function expectGood(scene: Scene, connection: NewConnection): Promise<void> {
  const { id } = await add(scene, connection)
  const test: TestResult = await scene.host.call('testConnection', { id })
  expectThat(test.ok, {
    expected: `the test of the connection to ${connection.connector} to be good`,
    seen: test.ok ? '' : `"${test.message}" (${test.code})`,
  })
  scene.narrator.line('tested', `the connection to ${connection.connector} is good`, 'good')
}

/**
 * A connection with a wrong secret says so, rather than that something did not work: when it is made, where that takes
 * a token, else when it is tested. It is not kept.
 */
async function expectRefused(scene: Scene, connection: NewConnection): Promise<void> {
  const added = await add(scene, connection).catch((error: Error) => error.message)
  const said = typeof added === 'string' ? added : await refusalOf(scene.host, added.id)
  expectThat(said !== undefined && isAboutCredentials(said), {
    expected: `a connection to ${connection.connector} with a wrong secret to say that it is wrong`,
    seen: said === undefined ? 'that it is good' : `"${said}"`,
  })
  scene.narrator.line('tested', `with a wrong secret: ${said}`, 'good')
}

async function refusalOf(host: Scene['host'], id: Connection['id']): Promise<string | undefined> {
  const test = await host.call('testConnection', { id })
  await host.call('removeConnection', { id })
  return test.ok ? undefined : `${test.message} ${test.hint ?? ''}`
}

function isAboutCredentials(said: string): boolean {
  return /credentials|invalid_client/.test(said)
}
