import { basename, resolve } from 'node:path'
import { argumentInvalid } from '../../errors/index.ts'
import { connectorIdPattern, isToken } from '../../model/index.ts'
import type { Invocation } from '../command.ts'
import { readChoice } from '../format-option.ts'
import type { Auth, AuthKind, Draft, KeyPlace } from './draft.ts'
import { draftOperation } from './draft-operation.ts'
import { createQuestions, type Questions } from './questions.ts'

const kinds: readonly AuthKind[] = ['none', 'apiKey', 'basic', 'bearer', 'mutualTLS', 'oauth2']
const places: readonly KeyPlace[] = ['header', 'query', 'cookie']

/**
 * The draft that flags and answers make. Throws `argument-invalid`: for what won't do, and with everything that is
 * missing.
 */
export async function readDraft(invocation: Invocation): Promise<Draft> {
  const questions = createQuestions(invocation)
  const [dir] = invocation.positionals
  const folder = dir === undefined ? '' : slugOf(basename(resolve(invocation.io.cwd, dir)))
  const id = await questions.ask({
    option: 'id',
    text: 'Id of the connector (such as order-desk)',
    ...given(folder),
    read: readId,
  })
  const title = await questions.ask({
    option: 'title',
    text: 'Title',
    standard: titleOf(id ?? 'connector'),
    read: readTitle,
  })
  const baseUrl = await questions.ask({ option: 'base-url', text: 'Base URL of the API', read: readBaseUrl })
  const auth = await readAuth(invocation, questions)
  const operation = await questions.ask({
    option: 'operation',
    text: "First operation (such as 'GET /orders' or 'GET /orders/{orderId}')",
    read: draftOperation,
  })
  questions.assertAnswered()
  return { id, title, baseUrl, auth, operation } as Draft
}

async function readAuth(invocation: Invocation, { ask }: Questions): Promise<Auth | undefined> {
  const kind = await ask({
    option: 'auth',
    text: `Authentication (${kinds.join(', ')})`,
    read: (text) => readChoice('auth', text, kinds),
  })
  if (kind === 'apiKey') {
    const where = await ask({
      option: 'key-in',
      text: `Where the key is sent (${places.join(', ')})`,
      standard: 'header',
      read: readPlace,
    })
    const name = await ask({
      option: 'key-name',
      text: `Name of that ${where ?? 'header'} (such as X-Api-Key)`,
      read: readName,
    })
    return { kind, in: where ?? 'header', name: name ?? '' }
  }
  if (kind !== 'oauth2') return kind === undefined ? undefined : { kind }
  const tokenUrl = await ask({ option: 'token-url', text: 'Token URL', read: readUrl })
  const authorizationUrl = await ask({
    option: 'authorization-url',
    text: 'Authorization URL, where a person signs in (- for none: the client alone)',
    standard: '-',
    read: (text) => (text === '-' ? null : readUrl(text)),
  })
  const scopes = await readScopes(invocation, ask)
  return { kind, tokenUrl: tokenUrl ?? '', authorizationUrl: authorizationUrl ?? null, scopes }
}

async function readScopes({ all, io }: Invocation, ask: Questions['ask']): Promise<readonly string[]> {
  const given = all('scope')
  if (given.length > 0 || io.prompt === undefined) return given
  const asked = await ask({
    option: 'scope',
    text: 'Scopes, with spaces between them (- for none)',
    standard: '-',
    read: (text) => (text === '-' ? [] : text.split(/[\s,]+/).filter(Boolean)),
  })
  return asked ?? []
}

const given = (standard: string): { readonly standard?: string } => (standard === '' ? {} : { standard })

function readId(text: string): string {
  if (connectorIdPattern.test(text)) return text
  throw argumentInvalid(`"${text}" can't be an id.`, {
    hint: 'An id has small letters, digits and hyphens, and begins with a letter.',
  })
}

function readTitle(text: string): string {
  if (!/\p{Cc}/u.test(text)) return text
  throw argumentInvalid('A title is one line.', { hint: 'Leave out line breaks and control characters.' })
}

const readPlace = (text: string): KeyPlace => readChoice('key-in', text, places)

function readName(text: string): string {
  if (isToken(text)) return text
  throw argumentInvalid(`"${text}" is no name of a header, query parameter or cookie.`, { hint: 'Such as X-Api-Key.' })
}

/** Places to fill in stand for letters while it is looked at. */
function readUrl(text: string): string {
  const filled = text.replace(/\{[A-Za-z_]\w*\}/g, 'x')
  const url = URL.canParse(filled) ? new URL(filled) : null
  if (url === null || !/^https?:$/.test(url.protocol) || url.hash !== '' || /[{}]/.test(filled))
    throw argumentInvalid('That is no URL.', {
      hint: 'Write https://api.example.com/v2, with {name} for what differs.',
    })
  if (url.username === '' && url.password === '') return text
  throw argumentInvalid('A URL with a user name or password would stand in the manifest.', {
    hint: 'Leave them out: they are entered with a connection.',
  })
}

function readBaseUrl(text: string): string {
  if (readUrl(text).includes('?'))
    throw argumentInvalid('A base URL has no query.', { hint: 'Put it into the operation: GET /orders?status=open.' })
  return text.replace(/\/+$/, '')
}

function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
}

function titleOf(id: string): string {
  const words = id.split('-').filter(Boolean).join(' ')
  return `${words[0]?.toUpperCase() ?? ''}${words.slice(1)}`
}
