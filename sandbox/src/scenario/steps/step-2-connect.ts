import type { ConnectionInput } from '@jackfield/core'
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

/** A connection with a wrong secret says so, rather than that something did not work; it is not kept. */
async function expectRefused({ host, narrator }: Scene, connection: NewConnection): Promise<void> {
  const { id } = await host.call('addConnection', connection)
  const test = await host.call('testConnection', { id })
  await host.call('removeConnection', { id })
  expectThat(!test.ok && isAboutCredentials(test), {
    expected: `the test of a connection to ${connection.connector} with a wrong secret to say that it is wrong`,
    seen: test.ok ? 'that it is good' : `"${test.message}" (${test.code})`,
  })
  narrator.line('tested', `with a wrong secret: ${test.message}`, 'good')
}

function isAboutCredentials({ code, hint = '' }: { readonly code: string; readonly hint?: string }): boolean {
  return code === 'connection-needs-reauthorisation' || /credentials/.test(hint)
}
