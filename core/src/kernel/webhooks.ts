import type { Connections } from '../connect/index.ts'
import { isJackfieldError } from '../errors/index.ts'
import { checkItems, evaluateTemplate, sendWebhookCall } from '../invoke/index.ts'
import type { Caller, WebhookRoom, WebhookTrigger } from '../listen/index.ts'
import { dict, type JsonObject, type Operation, type RevisionId } from '../model/index.ts'
import type { Calls } from './calls.ts'

export interface WebhookRoomOptions {
  readonly calls: Calls
  readonly connections: Connections
  readonly publicUrl: string | undefined
}

/** What webhooks need of connections and calls. */
export function createWebhookRoom({ calls, connections, publicUrl }: WebhookRoomOptions): WebhookRoom {
  async function settingsOf({ connection }: Caller): Promise<JsonObject> {
    return connection === null ? {} : (await connections.get(connection)).settings
  }

  return {
    publicUrl,
    seal: (value, listener) => connections.sealing.seal(value, listener),
    open: (sealed, listener) => connections.sealing.open(sealed, listener),
    async trigger({ organisation, dependent, operation }) {
      const used = await calls.used({ organisation, dependent, operation })
      return triggerOf(used.operation, used.revision)
    },
    async triggerOf(operation, revision) {
      return triggerOf(await calls.operation(operation, revision), revision)
    },
    async send({ organisation, operation, connection }, revision, { http, ...request }) {
      const call = await calls.boundTo({ organisation, operation, revision, connection })
      return sendWebhookCall(call, http, request)
    },
    credentials: async ({ connection }) => (connection === null ? dict() : connections.webhookCredentials(connection)),
    fingerprint: async ({ connection }, salt) => (connection === null ? '' : connections.fingerprint(connection, salt)),
    evaluate: async (template, listener) =>
      evaluateTemplate(template, { input: listener.input, settings: await settingsOf(listener) }),
    async check({ organisation, dependent, operation, connection }, items) {
      try {
        checkItems(await calls.bound({ organisation, dependent, operation, connection }), items)
      } catch (error) {
        // Whoever has to be authorised again can still be called.
        if (!isJackfieldError(error) || error.code !== 'connection-needs-reauthorisation') throw error
      }
    },
  }
}

function triggerOf({ webhook }: Operation, revision: RevisionId): WebhookTrigger | undefined {
  return webhook && { kind: 'webhook', webhook, revision }
}
