import { describe, expect, it } from 'vitest'
import { startTracker } from '../kernel/service.ts'
import { openFolder } from './command-line.ts'
import { env, file, getOrder, getOrderBy, key, openConnected } from './invoke-command.ts'

describe('what is refused before anything is sent', () => {
  it.each([
    ['input that does not fit', ['--input', '{"orderId":7}'], '/orderId'],
    ['input that is not there', ['--input', '{}'], 'orderId'],
    ['input that is no JSON', ['--input', '{orderId:7}'], '--input is not JSON'],
    ['input that is no object', ['--input', '["7"]'], '--input must be a JSON object'],
    ['a folder that is not there', ['--plugins', 'missing'], 'missing (there is no such file or folder)'],
    ['a connection that is not there', ['--connection', 'missing.json'], 'missing.json'],
    ['a pair without =', ['--connect-to', 'https://tracker.example.com'], 'has no "="'],
    ['a pair of no origins', ['--connect-to', 'tracker=there'], 'tracker'],
    ['an origin that is none', ['--allow-origin', 'over there'], 'over there'],
  ])('is %s', async (_what, more, message) => {
    await using tracker = await startTracker(key)
    await using folder = await openConnected()
    const printed = await getOrderBy(folder, { origin: tracker.origin, more })
    expect([printed.code, printed.out]).toEqual([2, ''])
    expect(printed.err).toContain(message)
    expect(printed.err).not.toContain(key)
    expect(tracker.seen).toEqual([])
  })

  it.each([
    ['production-tracker.getOrdr', 'Did you mean "getOrder"?'],
    ['production-trakcer.getOrder', 'is a connection to "production-tracker"'],
    ['production-tracker.orderCompleted', 'is a trigger'],
    ['getOrder', 'connector.operation'],
  ])('is %s', async (operation, message) => {
    await using folder = await openConnected()
    const line = ['invoke', operation, '--plugins', 'base', '--connection', 'connection.json']
    const { code, out, err } = await folder.jackfieldIn({ env }, ...line)
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain(message)
  })

  it('is a call without a connection that it needs, or without saying what and where', async () => {
    await using folder = await openFolder()
    const without = await folder.jackfield('invoke', getOrder, '--plugins', 'base', '--input', '{"orderId":"7"}')
    expect(without).toMatchObject({ code: 2, out: '', err: expect.stringContaining('--connection FILE') })
    for (const line of [['invoke'], ['invoke', getOrder], ['invoke', getOrder, getOrder, '--plugins', 'base']])
      expect(await folder.jackfield(...line)).toMatchObject({ code: 2, out: '' })
  })

  it('names what is wrong with a connector that can’t be read', async () => {
    await using folder = await openConnected()
    await folder.edit('base/production-tracker/connector.yaml', (text) =>
      text.replace('GET /orders/', 'FETCH /orders/'),
    )
    const { code, out, err } = await getOrderBy(folder, {})
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain('  at base/production-tracker/connector.yaml:17:11 (/actions/getOrder/http)')
    expect(err).toContain('Connector "production-tracker" can\'t be used: it has the problems above.')
  })

  it.each([
    ['an unknown key', { ...file, setings: {} }, 'Did you mean "settings"?'],
    ['no connector', { ...file, connector: undefined }, 'does not say which connector'],
    ['another connector', { ...file, connector: 'zoho-inventory' }, 'is a connection to "zoho-inventory"'],
    ['settings that are text', { ...file, settings: key }, '"settings" and "credentials" are objects'],
    ['credentials that are text', { ...file, credentials: key }, '"settings" and "credentials" are objects'],
    ['a credential that is no text', { ...file, credentials: { key: 7 } }, 'credential "key" is not text'],
    ['an unknown credential', { ...file, credentials: { kay: key } }, 'kay'],
    ['no credential', { ...file, credentials: {} }, 'key'],
    ['a scheme that is not there', { ...file, scheme: 'oauth' }, 'oauth'],
    ['a setting that is not there', { ...file, settings: {} }, 'host'],
    ['a setting that is not allowed', { ...file, settings: { host: 'evil.example.net' } }, 'host'],
    ['a variable that is not set', { ...file, credentials: { key: 'env:MISSING' } }, 'MISSING, which is not set'],
    ['text that is broken', `connector: [${key}`, 'neither YAML nor JSON'],
    ['an unknown tag', `connector: production-tracker\ncredentials: { key: !vault ${key} }`, 'host'],
    ['a list', `[${key}]`, 'is not an object'],
  ])('is a connection file with %s, and no secret is shown', async (_what, connection, message) => {
    await using folder = await openConnected(connection)
    const warned = await warnings(async () => {
      const { code, out, err } = await getOrderBy(folder, {})
      expect([code, out]).toEqual([2, ''])
      expect(err).toContain(message)
      expect(err).not.toContain(key)
    })
    expect(warned).toEqual([])
  })
})

/** What is written around `io`, by the process itself. */
async function warnings(work: () => Promise<void>): Promise<readonly string[]> {
  const heard: string[] = []
  const hear = (warning: Error): void => void heard.push(warning.message)
  process.on('warning', hear)
  await work()
  await new Promise(setImmediate)
  process.off('warning', hear)
  return heard
}
