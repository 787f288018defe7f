import {
  type Connector,
  type Dict,
  endsAuthority,
  nearestName,
  type Pointer,
  placesOfVariable,
  pointer,
  sampleUrl,
  type UrlVariable,
} from '../../model/index.ts'
import type { Mistake } from '../structure/mistake.ts'
import { capitalised, suggestion } from './check.ts'
import { checkVariable } from './check-variable.ts'
import { plainHint } from './plain-hint.ts'

export interface WrittenUrl {
  /** `server 1`, `the token URL of security scheme "zoho"`. */
  readonly name: string
  readonly url: string
  readonly urlAt: Pointer
  readonly variables: Dict<UrlVariable>
  readonly variablesAt: Pointer
  /** URLs that the same variables fill; what these say is wrong is said elsewhere. @default none */
  readonly others?: readonly string[]
  /** What to do with a query. @default put it under "defaults: query:" */
  readonly queryHint?: string
  /** Whether what is learnt from a token may fill it. @default true */
  readonly mayDerive?: boolean
}

/** The URL of a server or token endpoint: where requests, and with them credentials, may go. */
export function* checkUrl(written: WrittenUrl, connector: Connector): Iterable<Mistake> {
  yield* checkForm(written)
  yield* checkNames(written)
  for (const [name, variable] of Object.entries(written.variables)) {
    const urls = [written.url, ...(written.others ?? [])]
    const places = urls.flatMap((url) => placesOfVariable(url, name))
    const endsHost = urls.every((url) => !url.includes(`{${name}}`) || endsAuthority(url, name))
    const what = { name: `variable "${name}" of ${written.name}`, at: written.variablesAt + pointer(name) }
    yield* checkVariable({ ...what, variable, places, endsHost, mayDerive: written.mayDerive ?? true }, connector)
  }
}

/** A further URL with variables that {@link checkUrl} looks at with another. */
export function* checkFurtherUrl(written: WrittenUrl): Iterable<Mistake> {
  yield* checkForm(written)
  yield* checkNames({ ...written, others: Object.keys(written.variables).map((name) => `{${name}}`) })
}

function* checkForm({ name, url, urlAt, queryHint }: WrittenUrl): Iterable<Mistake> {
  const sample = sampleUrl(url)
  const refuse = (complaint: string, hint: string): Mistake => ({
    code: 'url-refused',
    message: `${capitalised(name)} ${complaint}: ${url.replace(/\/\/[^/]*@/, '//…@')}`,
    pointer: urlAt,
    hint,
  })
  if (sample === null) return yield refuse('has no absolute URL', 'write it as https://host/path.')
  const { username, password, search, hash } = sample
  if (username !== '' || password !== '')
    yield refuse('has a user name in its URL', 'credentials belong to a security scheme.')
  if (search !== '' || hash !== '' || /[?#]/.test(url))
    yield refuse('has a query in its URL', queryHint ?? 'put it under "defaults: query:".')
  if (/(^|\/)\.{1,2}(\/|$)/.test(url.replace(/^https?:\/\//i, '')))
    yield refuse('has "." or ".." in its URL', 'write the path that is meant.')
  if (/^http:/i.test(url))
    yield {
      ...refuse('is not encrypted', plainHint),
      code: 'url-plain',
      severity: 'warning',
    }
}

function* checkNames({ name, url, urlAt, variables, variablesAt, others = [] }: WrittenUrl): Iterable<Mistake> {
  const used = [...url.matchAll(/\{([^{}]*)\}/g)].map(([, inside = '']) => inside)
  const declared = Object.keys(variables)
  for (const missing of used.filter((each) => !declared.includes(each)))
    yield {
      code: 'variable-unknown',
      message: `${capitalised(name)} uses {${missing}} in its URL, but has no variable of that name.`,
      pointer: urlAt,
      hint: suggestion(nearestName(missing, declared), declared, `add "${missing}" to its variables, from a setting.`),
    }
  const elsewhere = (each: string): boolean => others.some((other) => other.includes(`{${each}}`))
  for (const unused of declared.filter((each) => !used.includes(each) && !elsewhere(each)))
    yield {
      code: 'variable-unused',
      message: `${capitalised(name)} has a variable "${unused}" that its URL does not use.`,
      pointer: variablesAt + pointer(unused),
      hint: `use it as {${unused}}, or remove it.`,
    }
}
