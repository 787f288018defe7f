import { type Connector, dict, type Json, type JsonObject, type Operation, type Schema } from '../../model/index.ts'
import type { Drafting } from '../manifest/drafting.ts'
import { Origins } from '../manifest/origins.ts'
import { readCall } from '../manifest/read-call.ts'
import { readWebhookCall } from '../manifest/read-webhook-calls.ts'
import { type ReadBack, writeCall } from './write-call.ts'
import { writeChoices } from './write-choices.ts'
import { writeDuration } from './write-duration.ts'
import { writePages } from './write-pages.ts'
import { writePoll } from './write-poll.ts'
import { writeRequirements } from './write-security.ts'
import { writeServers } from './write-servers.ts'
import { writeTemplate } from './write-template.ts'
import { type CallName, writeWebhook } from './write-webhook.ts'
import { written } from './written.ts'

const usualAfter = 30_000

/** An operation in the words of a manifest: what stands under its id in `actions` or `triggers`. */
export function writeOperation(operation: Operation, connector: Connector): JsonObject {
  const { title, description, visibility, deprecated, formerly, aliases, security, servers, unavailable } = operation
  const beginning = {
    title,
    description,
    visibility: visibility === 'public' ? undefined : visibility,
    deprecated,
    formerly,
    aliases,
    unavailable: unavailable && written({ ...unavailable }),
  }
  const end = {
    servers: servers && writeServers(servers),
    security: security && writeRequirements(security),
    input: writeInput(operation.input),
    output: operation.output === true && operation.kind === 'action' ? undefined : operation.output,
    ...writeChoices(operation),
  }
  const middle = operation.kind === 'action' ? actionWords(operation, connector) : triggerWords(operation, connector)
  return written({ ...beginning, ...middle, ...end })
}

function actionWords(operation: Operation, connector: Connector): JsonObject {
  const { effect, confirm, http, pages } = operation
  const isSafe = http?.method === 'GET' || http?.method === 'HEAD'
  const meant = isSafe ? 'read' : http === undefined ? 'once' : undefined
  return written({
    effect: effect === meant ? undefined : effect,
    confirm:
      confirm &&
      written({
        operation: confirm.operation,
        input: writeTemplate(confirm.input),
        after: confirm.after === usualAfter ? undefined : writeDuration(confirm.after),
      }),
    ...(http && writeCall(http, readingBack(operation, connector))),
    pages: writePages(pages),
  })
}

function triggerWords(operation: Operation, connector: Connector): JsonObject {
  const { poll, webhook } = operation
  return written({
    poll: poll && writePoll(poll, readingBack(operation, connector)),
    webhook: webhook && writeWebhook(webhook, (name) => readingWebhook(name, connector)),
  })
}

/** What words read as; undefined where reading finds a mistake in them. */
function readingBack({ input }: Operation, connector: Connector): ReadBack {
  return (words) => {
    const { drafting, isFine } = draftingOf(connector)
    const read = readCall({ model: '', source: '', written: words, input, inputSource: '/input' }, drafting)
    return isFine() ? read : undefined
  }
}

function readingWebhook(name: CallName, connector: Connector): ReadBack {
  return (words) => {
    const { drafting, isFine } = draftingOf(connector)
    const read = readWebhookCall(name, { model: '', source: '', written: { [name]: words } }, drafting)
    return isFine() ? read : undefined
  }
}

function draftingOf({ schemas }: Connector): { readonly drafting: Drafting; isFine(): boolean } {
  let mistakes = 0
  const drafting: Drafting = {
    manifest: dict<Json>(),
    origins: new Origins(),
    schemas,
    report: () => {
      mistakes++
    },
  }
  return { drafting, isFine: () => mistakes === 0 }
}

/** `type: object` goes without saying, and so does an input of nothing. */
export function writeInput(schema: Schema): JsonObject | undefined {
  const entries = Object.entries(schema as JsonObject).filter(([name, value]) => name !== 'type' || value !== 'object')
  return entries.length === 0 ? undefined : dict(entries)
}
