import { dict, type Json, type Server } from '@jackfield/core'
import { child, type Located, membersOf, textIn } from '../refs/index.ts'
import { cleanPath } from './clean-path.ts'
import type { Reading } from './reading.ts'
import { listedValues } from './server-variable.ts'

/** A Server Object as far as it is read. */
export interface WrittenServer {
  /** Absolute, or a path; without a trailing slash. */
  readonly url: string
  readonly description?: string
  readonly written: Located
}

/** More than a person would choose from. */
const most = 200

/**
 * One server that a connection chooses by a setting, where each of several can only be at some URLs: by the value of
 * their one variable where that tells them apart (`region`), else by the whole URL (`server`). Undefined where a
 * variable of some may be anything.
 */
export function severalServers(servers: readonly WrittenServer[], { settings }: Reading): Server | undefined {
  const choices = servers.map(urlsOf)
  const all = choices.flatMap((each) => each ?? [])
  if (choices.includes(undefined) || all.length > most) return undefined
  const [first] = all
  const urls = [...new Set(all.map(({ url }) => url))]
  if (first === undefined || urls.length === 1) return { url: urls[0] ?? '', variables: dict() }
  const { name: wanted, title, description, map } = byVariable(servers, all) ?? byUrl(servers, urls)
  const usual = (choices[0]?.find(({ isUsual }) => isUsual) ?? first).url
  const default_ = Object.keys(map).find((value) => map[value] === usual) ?? ''
  const schema = dict<Json>([
    ['type', 'string'],
    ['title', title],
    ...(description === '' ? [] : [['description', description] as const]),
    ['enum', Object.keys(map)],
    ['default', default_],
  ])
  const name = settings.add(wanted, schema)
  return { url: `{${name}}`, variables: dict([[name, { from: `settings.${name}`, default: default_, map }]]) }
}

/** One of the URLs that a server can be at. */
interface Filled {
  readonly url: string
  readonly values: Readonly<Record<string, string>>
  /** Whether each variable has its default. */
  readonly isUsual: boolean
}

function urlsOf({ url, written }: WrittenServer): readonly Filled[] | undefined {
  if (!/^https?:\/\//.test(url)) return undefined
  const declared = new Map(membersOf(child(written, 'variables')))
  let filled: readonly Filled[] = [{ url, values: dict(), isUsual: true }]
  for (const [braces, name = ''] of url.matchAll(/\{([^{}]*)\}/g)) {
    const variable = declared.get(name)
    const listed = listedValues(variable, { url, at: url.indexOf(braces) })
    const usual = textIn(variable?.value, 'default')
    if (listed.length * filled.length === 0 || listed.length * filled.length > most) return undefined
    filled = filled.flatMap((each) =>
      listed.map((value) => ({
        url: each.url.replaceAll(braces, value),
        values: { ...each.values, [name]: value },
        isUsual: each.isUsual && value === usual,
      })),
    )
  }
  const clean = filled.map((each) => ({ ...each, url: cleanPath(each.url) }))
  return clean.every((each) => !/[{}]/.test(each.url)) ? clean : undefined
}

interface Choice {
  readonly name: string
  readonly title: string
  readonly description: string
  readonly map: Readonly<Record<string, string>>
}

function byVariable(servers: readonly WrittenServer[], all: readonly Filled[]): Choice | undefined {
  const names = new Set(all.flatMap(({ values }) => Object.keys(values)))
  const [name = ''] = names
  const values = all.map((each) => each.values[name])
  if (names.size !== 1 || values.includes(undefined) || new Set(values).size < values.length) return undefined
  const variables = servers.map(({ written }) => child(child(written, 'variables') ?? written, name)?.value)
  const description = variables.map((each) => textIn(each, 'description')).find((each) => each !== undefined) ?? ''
  return { name, title: name, description, map: dict(all.map((each) => [each.values[name] ?? '', each.url] as const)) }
}

function byUrl(servers: readonly WrittenServer[], urls: readonly string[]): Choice {
  const described = servers.flatMap(({ url, description }) =>
    description === undefined ? [] : [`${cleanPath(url)}: ${description}`],
  )
  const map = dict(urls.map((url) => [url, url] as const))
  return { name: 'server', title: 'Server', description: described.join('\n'), map }
}
