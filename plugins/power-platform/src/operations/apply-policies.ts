import {
  dict,
  type HttpCall,
  isJsonObject,
  isToken,
  type Json,
  type Operation,
  type Pages,
  type PolicyUse,
  pointer,
} from '@jackfield/core'
import type { OperationRead } from '@jackfield/openapi'
import type { Feature } from '../features.ts'
import { pathOf, policyNamed, pollNextLink } from '../policies/index.ts'
import { type ConnectionParameter, childOf, type PolicyInstance, textIn, textOf } from '../properties/index.ts'
import { defaultsIn } from './default-values.ts'
import { doubleEncoded } from './double-encoded.ts'
import { isWhole } from './is-whole.ts'
import { callOf, withCall } from './operation-call.ts'
import { routed } from './routed.ts'

interface Applying {
  readonly read: OperationRead
  /** Those of the operation that are no more than that: neither its credentials nor its server. */
  readonly policies: readonly PolicyInstance[]
  /** Connection parameters that are settings. */
  readonly settings: readonly ConnectionParameter[]
  /** Whether something in the document is internal. */
  readonly marks: { readonly internal: boolean }
}

interface Applied {
  readonly operation: Operation
  readonly lacks?: Feature
}

/** What can be said of an operation by its request is, and the rest is done by policies. */
export function applyPolicies(operation: Operation, { read, policies, settings, marks }: Applying): Applied {
  const http = callOf(operation)
  if (http === undefined) return { operation }
  let call: HttpCall = http
  const before: PolicyUse[] = [...doubleEncoded(read), ...(marks.internal ? defaultsIn(read) : [])]
  const requests: PolicyUse[] = []
  const answers: PolicyUse[] = []
  let pages = pageable(read)
  let polledPages: Pages | undefined
  let lacks: Feature | undefined
  for (const policy of policies) {
    const route = policy.template === 'routerequesttoendpoint' ? routed(call, policy, settings) : undefined
    if (route !== undefined) call = route
    else if (policy.template === 'updatenextlink') {
      pages = pagesOf(policy) ?? pages
      if (pages === undefined) lacks ??= 'policy.invalid'
    } else if (!isIgnored(policy)) {
      const use = useOf(policy)
      if (policy.template === 'pollingtrigger') polledPages = pagesOfPoll(policy)
      if (use === undefined) lacks ??= `policy.${policy.template}`
      else if (!isWhole(policy)) lacks ??= 'policy.invalid'
      else if (policy.template === 'dynamichosturl') before.push(use)
      else if (policy.section === 'request') requests.push(use)
      else answers.unshift(use)
    }
  }
  const uses = [
    ...before,
    ...requests.filter(isNotPolling),
    ...answers,
    ...requests.filter((each) => !isNotPolling(each)),
  ]
  const changed = withCall(withEffect(operation, call), uses.length === 0 ? call : { ...call, policies: uses })
  const paged =
    pages === undefined || changed.effect !== 'read' || changed.http === undefined ? changed : { ...changed, pages }
  return { operation: withPolledPages(paged, polledPages), ...(lacks !== undefined && { lacks }) }
}

/** What the next poll asks follows from what was sent in the end, and from the answer as it came. */
function isNotPolling({ use }: PolicyUse): boolean {
  return use !== policyNamed('pollingtrigger')
}

function useOf({ template, section, parameters }: PolicyInstance): PolicyUse | undefined {
  const use = policyNamed(template)
  return use === undefined
    ? undefined
    : { use, with: dict<Json>([['section', section], ...Object.entries(parameters)]) }
}

/**
 * A header that no message has, or whose value follows from where it goes; what only says that a connection is no good.
 */
function isIgnored(policy: PolicyInstance): boolean {
  if (policy.template === 'setconnectionstatustounauthenticated') return true
  if (policy.template !== 'setheader') return false
  const name = textIn(policy, 'name')?.trim() ?? ''
  return !isToken(name) || /^(host|content-length|connection|transfer-encoding)$/i.test(name)
}

/** `x-ms-pageable` ("OpenAPI extensions for custom connectors"). */
function pageable({ operation }: OperationRead): Pages | undefined {
  const name = textOf(childOf(operation, 'x-ms-pageable'), 'nextLinkName')
  return name === undefined ? undefined : { kind: 'next', next: pointer(name), max: 1000 }
}

/** "Update next link" lets the next page be asked for where it is: here it always is. */
function pagesOf(policy: PolicyInstance): Pages | undefined {
  const name = textIn(policy, 'nextlinkpropertyname')?.trim()
  if (name === undefined || name === '') return undefined
  const parent = pathOf(textIn(policy, 'nextlinkparentpropertypath') ?? '')
  return { kind: 'next', next: pointer(...parent, name), max: 1000 }
}

/**
 * Where a page of a poll leads to the next: at the root, as `x-ms-triggerConfig-nextLink` says, by default
 * `@odata.nextLink` (schema of apiProperties.json).
 */
function pagesOfPoll({ parameters }: PolicyInstance): Pages {
  const config = parameters.triggerconfig
  const names = isJsonObject(config) ? Object.entries(config) : []
  const [, said] = names.find(([name]) => name.toLowerCase() === pollNextLink) ?? []
  const name = typeof said === 'string' && said.trim() !== '' ? said.trim() : '@odata.nextLink'
  return { kind: 'next', next: pointer(name), max: 1000 }
}

function withPolledPages(operation: Operation, pages: Pages | undefined): Operation {
  const { poll } = operation
  return poll === undefined || pages === undefined ? operation : { ...operation, poll: { ...poll, pages } }
}

/** RFC 9110, section 9.2, of the method that is sent. */
function withEffect(operation: Operation, { method }: HttpCall): Operation {
  if (operation.kind === 'trigger' || method === operation.http?.method) return operation
  const isSafe = method === 'GET' || method === 'HEAD' || method === 'OPTIONS'
  return { ...operation, effect: isSafe ? 'read' : method === 'PUT' || method === 'DELETE' ? 'idempotent' : 'once' }
}
