import { dict, type Json, type JsonObject, type Server } from '@jackfield/core'
import type { Located } from '@jackfield/openapi'
import { textOf } from '../properties/index.ts'

/** The setting of a connection whose operations say themselves which host they are for. */
export const allowedHost = 'allowedHost'

/** The document's own host, unless a connection names another. */
export function allowedHostSetting(root: Located): JsonObject {
  return dict<Json>([
    ['type', 'string'],
    ['format', 'uri'],
    ['title', 'Allowed host'],
    ['description', 'Calls say themselves which host they are for; the credentials go to this one alone.'],
    ['default', documentHost(root)],
  ])
}

/** Where a call that says its host itself may take credentials: signed requests to any other are refused. */
export function allowedServer(root: Located): Server {
  const variable = { from: `settings.${allowedHost}`, default: documentHost(root), url: true } as const
  return { url: `{${allowedHost}}`, variables: dict([[allowedHost, variable]]) }
}

function documentHost(root: Located): string {
  const host = textOf(root, 'host')?.trim().toLowerCase() ?? ''
  return /^[a-z0-9.-]+(:\d+)?$/.test(host) ? `https://${host}` : 'https://host.invalid'
}
