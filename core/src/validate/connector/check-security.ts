import {
  type Connector,
  nearestName,
  type Pointer,
  pointer,
  type SecurityRequirement,
  type SecurityScheme,
} from '../../model/index.ts'
import type { Mistake } from '../structure/mistake.ts'
import { referencesIn } from '../template/references-in.ts'
import { capitalised, operationsOf, suggestion } from './check.ts'
import { checkUrl } from './check-url.ts'

/** Requirements name schemes that there are; what is sent is made of credentials that are meant to be sent. */
export function* checkSecurity(connector: Connector): Iterable<Mistake> {
  yield* checkRequirements('the connector', connector.security, '/security', connector)
  for (const { operation, at, name } of operationsOf(connector))
    if (operation.security !== undefined)
      yield* checkRequirements(name, operation.security, `${at}/security`, connector)
  for (const [name, scheme] of Object.entries(connector.securitySchemes)) {
    yield* checkValue(name, scheme)
    if (scheme.type === 'oauth2') yield* checkFlows(name, scheme, connector)
  }
}

function* checkRequirements(
  owner: string,
  requirements: readonly SecurityRequirement[],
  at: Pointer,
  { securitySchemes }: Connector,
): Iterable<Mistake> {
  const known = Object.keys(securitySchemes)
  for (const [index, requirement] of requirements.entries())
    for (const name of Object.keys(requirement).filter((each) => !known.includes(each)))
      yield {
        code: 'security-unknown',
        message: `${capitalised(owner)} needs the security scheme "${name}", which there is not.`,
        pointer: at + pointer(index, name),
        hint: suggestion(nearestName(name, known), known, `add "${name}" to the securitySchemes.`),
      }
}

const sendable: Readonly<Record<string, readonly string[]>> = {
  apiKey: ['key'],
  basic: ['username', 'password'],
  bearer: ['token'],
  oauth2: ['accessToken'],
}

function* checkValue(name: string, scheme: SecurityScheme): Iterable<Mistake> {
  if (scheme.value === undefined) return
  const at = pointer('securitySchemes', name, 'value')
  const known = sendable[scheme.type === 'http' ? scheme.scheme : scheme.type] ?? []
  const references = referencesIn(scheme.value).map(({ reference }) => reference.path.join('.'))
  for (const credential of references.filter((each) => !known.includes(each)))
    yield {
      code: 'credential-unknown',
      message: `The value of security scheme "${name}" sends {${credential}}, which is no credential that it sends.`,
      pointer: at,
      hint: suggestion(nearestName(credential, known), known, 'use the credentials of its type.'),
    }
  if (references.length === 0)
    yield {
      code: 'credential-missing',
      message: `The value of security scheme "${name}" has no credential in it.`,
      pointer: at,
      hint: `write ${known.map((each) => `{${each}}`).join(' and ')} where it belongs.`,
    }
}

function* checkFlows(
  name: string,
  scheme: SecurityScheme & { type: 'oauth2' },
  connector: Connector,
): Iterable<Mistake> {
  for (const [flow, { tokenUrl, variables }] of Object.entries(scheme.flows)) {
    const at = pointer('securitySchemes', name, 'flows', flow)
    const url = { url: tokenUrl, urlAt: `${at}/tokenUrl`, variables, variablesAt: `${at}/variables` }
    yield* checkUrl({ name: `the token URL of security scheme "${name}"`, ...url }, connector)
  }
}
