import { type Folder, openFolder } from './command-line.ts'

export const key = 'planted-secret-tracker-key'
export const env = { TRACKER_KEY: key }

const declared = 'https://tracker.example.com'

export const getOrder = 'production-tracker.getOrder'

/** A file that says how to connect. */
export const file = {
  connector: 'production-tracker',
  settings: { host: 'tracker.example.com' },
  credentials: { key: 'env:TRACKER_KEY' },
}

interface Asked {
  readonly origin?: string
  readonly input?: unknown
  readonly more?: readonly string[]
}

/** Runs `jackfield invoke` for an order. */
export async function getOrderBy(folder: Folder, { origin, input = { orderId: '7' }, more = [] }: Asked) {
  return folder.jackfieldIn(
    { env },
    ...['invoke', getOrder, '--plugins', 'base', '--connection', 'connection.json', '--input', JSON.stringify(input)],
    ...(origin === undefined ? [] : ['--connect-to', `${declared}=${origin}`]),
    ...more,
  )
}

/** A folder with a connection’s file. */
export async function openConnected(connection: unknown = file): Promise<Folder> {
  const folder = await openFolder()
  await folder.write('connection.json', typeof connection === 'string' ? connection : JSON.stringify(connection))
  return folder
}
