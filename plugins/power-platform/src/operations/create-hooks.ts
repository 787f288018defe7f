import type { Operation, SecurityRequirement } from '@jackfield/core'
import type { GivenSecurity, Hooks, Located, OperationRead } from '@jackfield/openapi'
import { type ReadSecurity, readSecurity } from '../auth/index.ts'
import { type DynamicParts, findDynamic, type LeftOut } from '../dynamic/index.ts'
import { type Feature, reasonOf } from '../features.ts'
import {
  appliesTo,
  type ConnectionParameter,
  mergedParameters,
  type PolicyInstance,
  type Properties,
  readBy,
  settingName,
} from '../properties/index.ts'
import { allowedHost, allowedHostSetting, allowedServer, createServers, type Servers } from '../servers/index.ts'
import { adaptSchema } from './adapt-schema.ts'
import { applyPolicies } from './apply-policies.ts'
import { finishConnector } from './finish-connector.ts'
import { hasUnknownExpression } from './has-unknown-expression.ts'
import { readParameter } from './read-parameter.ts'
import { readTrigger } from './read-trigger.ts'
import { visibilityOf } from './visibility.ts'

/** Words that stand somewhere in the document. */
export interface Marks {
  readonly dynamic: boolean
  readonly internal: boolean
}

/** What the words of Power Platform change while a Swagger document is read. */
export function createHooks(
  properties: Properties,
  root: Located,
  marks: Marks,
): { readonly hooks: Hooks; readonly security: GivenSecurity | undefined } {
  const servers = createServers(properties)
  const security = readSecurity({ properties, root, inUrls: servers.read })
  const about: About = { properties, servers, security, parameters: mergedParameters(properties.sets), root, marks }
  const dynamic = new Map<string, DynamicParts>()
  const reads = new Map<string, OperationRead>()
  const hooks: Hooks = {
    schema: (schema, written) => adaptSchema(schema, written),
    parameter: readParameter,
    operation(read) {
      reads.set(read.read.id, read)
      if (marks.dynamic) dynamic.set(read.read.id, findDynamic(read))
      return readOperation(read, about)
    },
    connector: (connector) =>
      finishConnector(connector, {
        properties,
        root,
        dynamic,
        report: (each) => warn(each, reads.get(each.operation)),
      }),
  }
  return { hooks, security: withAllowedHost(security.given, servers, root) }
}

/** What is left out is told of where the document says it. */
function warn({ at, message }: LeftOut, read: OperationRead | undefined): void {
  const hint = 'correct it, or leave it out: the operation runs without it.'
  read?.report({ code: 'dynamic-left-out', severity: 'warning', message, hint }, at ?? read.operation)
}

/** Credentials go where a connection says, also where calls say themselves which host they are for. */
function withAllowedHost(
  given: GivenSecurity | undefined,
  { byRequest }: Servers,
  root: Located,
): GivenSecurity | undefined {
  if (given === undefined || !byRequest || !isSigned(undefined, given)) return given
  return { ...given, settings: { ...given.settings, [allowedHost]: allowedHostSetting(root) } }
}

interface About {
  readonly properties: Properties
  readonly servers: Servers
  readonly security: ReadSecurity
  readonly parameters: readonly ConnectionParameter[]
  /** Of the Swagger document. */
  readonly root: Located
  readonly marks: Marks
}

function readOperation(read: OperationRead, about: About): Operation {
  const { id } = read.read
  const own = about.security.of(id)
  const applied = about.properties.policies.filter((each) => appliesTo(each, id))
  const policies = applied.filter((each) => !own.done.has(each))
  const trigger = readTrigger(read, policies)
  const host = knownHost(about.servers.of(id), about)
  const running = policies.filter(
    (each) => each.template !== 'dynamichosturl' || (host?.policy === each && host.kind === 'request'),
  )
  const { operation, lacks } = applyPolicies(trigger.operation, {
    read,
    policies: running,
    settings: about.parameters.filter(({ name }) => isSetting(settingName(name), about)),
    marks: about.marks,
  })
  const placed: Operation = {
    ...operation,
    visibility: visibilityOf(read.operation),
    ...(own.security !== undefined && { security: own.security }),
  }
  const feature =
    scriptFeature(id, about.properties) ??
    own.lacks ??
    trigger.lacks ??
    lacks ??
    (applied.some(hasUnknownExpression) ? 'policy.expression' : undefined) ??
    (running.some((each) => readsCredential(each, about)) ? 'auth.body' : undefined) ??
    (host?.kind === 'lacks' ? host.feature : undefined)
  const server = host?.kind === 'server' ? host.server : undefined
  const isAllowed = host?.kind === 'request' && isSigned(own.security, about.security.given)
  const servers = server ?? (isAllowed ? allowedServer(about.root) : undefined)
  const served = servers === undefined ? placed : { ...placed, servers: [servers] }
  return feature === undefined || served.unavailable !== undefined ? served : withFeature(served, feature)
}

/** What is no setting is a credential, and in a URL nothing of the kind stands. */
function knownHost(host: ReturnType<Servers['of']>, about: About): ReturnType<Servers['of']> {
  if (host?.kind !== 'server') return host
  const read = Object.values(host.server.variables).map(({ from }) => from.slice('settings.'.length))
  const isKnown = read.every((name) => isSetting(name, about))
  return isKnown ? host : { policy: host.policy, kind: 'lacks', feature: 'auth.url' }
}

/** A policy sees no credential; what it reads of a connection are settings. */
function readsCredential(policy: PolicyInstance, about: About): boolean {
  const read = readBy(policy)
  return about.parameters.some(({ name }) => read.has(name.toLowerCase()) && !isSetting(settingName(name), about))
}

function isSetting(name: string, { security }: About): boolean {
  return Object.hasOwn(security.given?.settings ?? {}, name)
}

function withFeature(operation: Operation, feature: Feature): Operation {
  return { ...operation, unavailable: { feature, reason: reasonOf(feature) } }
}

function scriptFeature(id: string, { script }: Properties): Feature | undefined {
  if (script === 'none') return undefined
  return script === 'all' || script.has(id) ? 'script' : undefined
}

/** Whether a credential goes with the requests of an operation. */
function isSigned(own: readonly SecurityRequirement[] | undefined, given: GivenSecurity | undefined): boolean {
  return (own ?? given?.security ?? []).some((each) => Object.keys(each).length > 0)
}
