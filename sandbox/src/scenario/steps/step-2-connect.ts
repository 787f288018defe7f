import type { Connection, ConnectionInput } from '@jackfield/core'
import { puneAccount } from '../../stand-ins/index.ts'
import { expectThat } from '../expectation.ts'
import { type Scene, trackerHost, trackerKey } from '../scene.ts'
import type { Step } from './step.ts'

type NewConnection = Omit<ConnectionInput, 'organisation'>

export const connect: Step = {
  number: 2,
  title: 'Connections are made and tried out',
  why: 'Credentials are sealed before they are stored, and bound to the server that they were entered for. No connector sees them.',
  async play(scene) {
    await expectGood(scene, tracker(scene.isFaulty(2) ? wrong : trackerKey))
    await expectGood(scene, zoho(puneAccount.refreshToken))
    await expectRefused(scene, tracker(wrong))
    await expectRefused(scene, zoho(wrong))
  },
}

const wrong = '1000.of-somebody-else'

const tracker = (key: string): NewConnection => ({
  connector: 'production-tracker',
  settings: { host: trackerHost },
  credentials: { key },
})

const { dataCentre, organizationId, clientId, clientSecret } = puneAccount

const zoho = (refreshToken: string): NewConnection => ({
  connector: 'zoho-inventory',
  settings: { dataCentre, organizationId },
  credentials: { clientId, clientSecret, refreshToken },
})

async function expectGood({ host, narrator }: Scene, connection: NewConnection): Promise<void> {
  const { id } = await host.call('addConnection', connection)
  const test = await host.call('testConnection', { id })
  expectThat(test.ok, {
    expected: `the test of the connection to ${connection.connector} to be good`,
    seen: test.ok ? '' : `"${test.message}" (${test.code})`,
  })
  narrator.line('tested', `the connection to ${connection.connector} is good`, 'good')
}

/**
 * A connection with a wrong secret says so, rather than that something did not work: when it is made, where that takes a
 * token, else when it is tested. It is not kept.
 */
async function expectRefused({ host, narrator }: Scene, connection: NewConnection): Promise<void> {
  const added = await host.call('addConnection', connection).catch((error: Error) => error.message)
  const said = typeof added === 'string' ? added : await refusalOf(host, added.id)
  expectThat(said !== undefined && isAboutCredentials(said), {
    expected: `a connection to ${connection.connector} with a wrong secret to say that it is wrong`,
    seen: said === undefined ? 'that it is good' : `"${said}"`,
  })
  narrator.line('tested', `with a wrong secret: ${said}`, 'good')
}

async function refusalOf(host: Scene['host'], id: Connection['id']): Promise<string | undefined> {
  const test = await host.call('testConnection', { id })
  await host.call('removeConnection', { id })
  return test.ok ? undefined : `${test.message} ${test.hint ?? ''}`
}

function isAboutCredentials(said: string): boolean {
  return /credentials/.test(said)
}
