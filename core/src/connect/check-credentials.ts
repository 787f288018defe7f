import { isJackfieldError } from '../errors/index.ts'
import { type Connector, type Dict, dict, nearestName, type Problem, pointer } from '../model/index.ts'
import type { CredentialField, WrongCredential } from './auth-scheme.ts'
import { asAsked, asKept } from './credential-names.ts'
import type { Filled } from './filled.ts'
import { type ChosenScheme, chooseScheme } from './grants.ts'
import type { AuthSchemes } from './schemes/auth-schemes.ts'
import { enteredForRequests, webhookCredentials } from './webhook-credentials.ts'

export interface CheckedCredentials {
  /** By name; never by value. */
  readonly problems: readonly Problem[]
  /** As they are kept. */
  readonly credentials: Dict<string>
}

/** Everything that is wrong with the credentials entered. */
export function checkCredentials(
  connector: Connector,
  { scheme, credentials: entered = {}, inBrowser = false }: Filled & { readonly inBrowser?: boolean },
  authSchemes: AuthSchemes,
): CheckedCredentials {
  const chosen = typeof scheme === 'string' ? chooseScheme(connector, scheme, authSchemes) : undefined
  const fields = chosen === undefined ? [] : fieldsOf(chosen, inBrowser)
  const credentials = asKept({ ...entered }, fields)
  const isUnknown = typeof scheme === 'string' && chosen === undefined
  const problems = isUnknown
    ? [{ code: 'scheme-unknown', message: `There is no security scheme "${scheme}".`, pointer: '/scheme' }]
    : problemsOf(entered, { connector, chosen, fields, inBrowser })
  return { problems, credentials }
}

interface Asked {
  readonly connector: Connector
  readonly chosen: ChosenScheme | undefined
  readonly fields: readonly CredentialField[]
  readonly inBrowser: boolean
}

function problemsOf(entered: Dict<string>, { connector, chosen, fields, inBrowser }: Asked): readonly Problem[] {
  const credentials = asAsked(entered, fields)
  const missing = fields
    .flatMap((field) => checkField(credentials, field))
    .map((each) => orInBrowser(each, chosen, inBrowser))
  const ofWebhooks = webhookCredentials(connector).map((name) => ({ name, title: name, required: false }))
  const wrong = ofWebhooks.flatMap((field) => checkField(credentials, field))
  const problems = [...unknownOnes(credentials, [...fields, ...ofWebhooks]), ...missing, ...wrong]
  if (problems.length > 0 || chosen === undefined) return problems
  const sent = enteredForRequests(asKept(credentials, fields))
  const further = chosen.auth.checkEntered?.(chosen.scheme, sent) ?? []
  if (further.length > 0 || inBrowser) return further.map(wrongCredential)
  return fields.length > 0 && Object.keys(sent).length === 0 ? [noneEntered(fields)] : tryToSign(chosen, sent)
}

/** What is asked for. */
function fieldsOf({ auth, scheme }: ChosenScheme, inBrowser: boolean): readonly CredentialField[] {
  return (inBrowser ? auth.browser?.fields(scheme) : auth.fields(scheme)) ?? []
}

/** Whoever has no refresh token to enter is told of the other way. */
function orInBrowser(problem: Problem, chosen: ChosenScheme | undefined, inBrowser: boolean): Problem {
  const other = !inBrowser && problem.code === 'credential-missing' && problem.pointer?.endsWith('refreshToken')
  if (!other || chosen?.auth.browser?.endpoints(chosen.scheme) === undefined) return problem
  return { ...problem, hint: 'Enter one, or have it authorised in the browser with connections.authorise.' }
}

function unknownOnes(credentials: Dict<string>, fields: readonly CredentialField[]): readonly Problem[] {
  const known = fields.map(({ name }) => name)
  return Object.keys(credentials)
    .filter((name) => !known.includes(name))
    .map((name) => {
      const nearest = nearestName(name, known)
      const hint = nearest === undefined ? `Credentials: ${known.join(', ') || 'none'}.` : `Did you mean "${nearest}"?`
      return { ...problem('credential-unknown', name, `There is no credential "${name}".`), hint }
    })
}

function wrongCredential({ credential, message, hint }: WrongCredential): Problem {
  return { ...problem('credential-invalid', credential, message), ...(hint !== undefined && { hint }) }
}

function checkField(
  credentials: Dict<string>,
  { name, required, multiline = false }: CredentialField,
): readonly Problem[] {
  const value: unknown = Object.hasOwn(credentials, name) ? credentials[name] : undefined
  if (value === undefined || (required && value === ''))
    return required ? [problem('credential-missing', name, `The credential "${name}" is missing.`)] : []
  if (typeof value !== 'string') return [problem('credential-invalid', name, `The credential "${name}" is not text.`)]
  const text = multiline ? value.replaceAll(/\r?\n/g, ' ') : value
  if (!/\p{Cc}/u.test(text)) return []
  const hint = 'Enter it again: a line break at its end is the usual culprit.'
  return [{ ...problem('credential-invalid', name, `The credential "${name}" holds control characters.`), hint }]
}

function noneEntered(fields: readonly CredentialField[]): Problem {
  const names = fields.map(({ name }) => `"${name}"`).join(' or ')
  return { code: 'credential-missing', message: `No credential was entered: ${names}.`, pointer: '/credentials' }
}

/** What cannot be put into a request is better refused now than with the first call. */
function tryToSign({ auth, scheme }: ChosenScheme, credentials: Dict<string>): readonly Problem[] {
  if (auth.renew !== undefined) return []
  try {
    auth.sign({ url: 'https://example.invalid/', headers: dict() }, scheme, credentials)
    return []
  } catch (error) {
    if (!isJackfieldError(error)) throw error
    const { message, hint } = error
    return [{ code: 'credential-invalid', message, pointer: '/credentials', ...(hint === undefined ? {} : { hint }) }]
  }
}

function problem(code: string, name: string, message: string): Problem {
  return { code, message, pointer: pointer('credentials', name) }
}
