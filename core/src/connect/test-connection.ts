import { isJackfieldError } from '../errors/index.ts'
import type { Connection } from '../model/index.ts'
import type { ConnectRoom, TestResult } from './connections.ts'

/** What trying a connection out says about it. */
export async function testConnection({ tryOut }: ConnectRoom, connection: Connection): Promise<TestResult> {
  try {
    await tryOut(connection.id)
    return { ok: true }
  } catch (error) {
    if (!isJackfieldError(error)) throw error
    const { code, message, status } = error
    const refused = status === 401 || status === 403
    const hint = refused ? refusedHint(connection, status) : error.hint
    return { ok: false, code, message, ...(hint === undefined ? {} : { hint }) }
  }
}

function refusedHint({ id, connector }: Connection, status: number): string {
  return status === 401
    ? `"${connector}" does not accept the credentials: enter them again with connections.reauthorise("${id}", { credentials }).`
    : `"${connector}" knows the credentials but does not allow this: check what the account may do.`
}
