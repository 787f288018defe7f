import { describe, expect, it } from 'vitest'
import { diffConnectors } from '../../src/diff/index.ts'
import type { Connector, Json } from '../../src/model/index.ts'
import { type Edit, edited, editsOf } from './edits.ts'
import { wholeConnector } from './whole-connector.ts'

/** What may be left out of the model, by where it stands; all else is always there. */
const optional: readonly RegExp[] = [
  /\/http\/(answer|body|consumes|policies|responses|result|succeeds)$/,
  /\/parameters\/\d\/(allowReserved|explode|mediaType|style)$/,
  /\/body\/(encoding|schema)$/,
  /\/encoding\/note(\/\w+)?$/,
  /\/http\/answer\/schema$/,
  /\/(result\/where|succeeds\/message)$/,
  /\/responses\/\d+(\/(content|headers))?$/,
  /\/headers\/x-total(\/(explode|required))?$/,
  /^\/operations\/\w+\/(aliases|confirm|deprecated|formerly|options|schemaFrom|security|unavailable)$/,
  /\/options\/\/note(\/label)?$/,
  /\/schemaFrom\/(input|output)(\/field)?$/,
  /\/pages(\/(in|more|size|total))?$/,
  /\/poll\/cursor$/,
  /\/webhook\/(challenge|renew|subscribe|unsubscribe|where)$/,
  /\/subscribe\/(expires|keep\/\w+)$/,
  /\/(dedupe\/header|timestamp|timestamp\/header|secret\/prefix)$/,
  /\/challenge\/(token|answer\/(at|hmac))$/,
  /^\/securitySchemes\/\w+(\/(clientAuthentication|credential|credential\/title|value))?$/,
  /\/flows\/\w+(\/(issuer|parameters|scopeSeparator))?$/,
  /\/(scopes|parameters)\/(access_type|read|tenant|write)$/,
  /^\/(derived|derived\/instance|derived\/instance\/pattern|extends|test)$/,
  /\/variables\/host\/(default|map\/\w+)$/,
  /^\/(categories|description|icon|publisher)$/,
  /^\/operations\/\w+\/description$/,
]

/** Edits after which nothing is said, each with the reason. */
const waivers: readonly (readonly [at: RegExp, reason: string])[] = [
  [/^\/(categories.*|description|icon|publisher|title|version)$/, 'Told to people.'],
  [/^\/operations\/\w+\/(description|title|unavailable\/reason)$/, 'Told to people.'],
  [/^\/securitySchemes\/key\/credential/, 'What a key is called where it is entered; it is kept as it was.'],
  [/\/scopes\/\w+$/, 'What a scope is for, told to people.'],
  [/^\/(id|model)$/, 'Connectors are paired by id; a model of another version is migrated, or refused, before.'],
  [/^\/test$/, 'What a person tries; no step runs because of it.'],
  [/^\/operations\/\w+\/formerly/, 'Pairs operations; that it says so changes nothing by itself.'],
  [/^\/operations\/\w+\/aliases/, 'One more name changes nothing for those who use the others.'],
  [/^\/security(\/\d\/\w+)?$|^\/operations\/\w+\/security$/, 'Alternatives and scopes are sets.'],
  [/\/http\/responses$/, 'Where one of the two says nothing of answers, nothing is known to differ.'],
  [/\/http\/parameters$/, 'Each is found by its name, in whichever order.'],
  [/\/http\/body\/schema\/type$/, 'Of a schema for XML only its names count; what a value may be the input says.'],
  [/\/responses\/200\/content$/, 'The media types of an answer are a set.'],
  [/\/http\/consumes$/, 'The media types of a body are a set.'],
]

const isWaived = (at: string): boolean => waivers.some(([place]) => place.test(at))

/** The parts of operations that only some have; the others are edited in one of them. */
const own = /^\/operations\/(?!call\/|find)[^/]+\/(code|pages|poll|webhook)(\/|$)/
const everywhere = /^\/operations\/call\//
const known =
  /\/(poll|renew|subscribe|unsubscribe|webhook)\/http\/(?!method$)|^\/operations\/[^/]+\/(input|output)(\/|$)/

interface Place extends Edit {
  readonly at: string
  readonly connector: Connector
}

function connectorWith(id: string): Connector {
  const { [id]: one, find } = wholeConnector.operations
  return { ...wholeConnector, operations: { [id]: one, find } as Connector['operations'] }
}

/** With the one operation that is edited, and the one that others name. */
function places(): readonly Place[] {
  return Object.keys(wholeConnector.operations).flatMap((id) => {
    const connector = connectorWith(id)
    return [...editsOf(connector as unknown as Json)].flatMap((edit): readonly Place[] => {
      const at = `/${edit.path.join('/')}`
      const isOutside = !at.startsWith('/operations') && !/^\/(schemas|settings)/.test(at)
      const isAsked = id === 'call' ? isOutside || everywhere.test(at) : own.test(at)
      if (!isAsked || known.test(at) || at === '/operations/call/id') return []
      return edit.what === 'taken away' && !optional.some((place) => place.test(at)) ? [] : [{ ...edit, at, connector }]
    })
  })
}

const all = places()
const unsaid = all.filter((edit) => {
  const revision = edited(edit.connector as unknown as Json, edit) as unknown as Connector
  return [[edit.connector, revision] as const, [revision, edit.connector] as const].some(
    ([base, after]) => diffConnectors(base, after).length === 0,
  )
})

describe('a part of the model that differs', () => {
  it('is told of, whichever way it goes, or there is a reason why it is not', () => {
    expect(all.length).toBeGreaterThan(500)
    expect(unsaid.filter(({ at }) => !isWaived(at)).map(({ at, what }) => `${at}: ${what}`)).toEqual([])
  })

  it.each([
    /\/scopes\/\w+$/,
    /^\/operations\/call\/(description|title|unavailable\/reason)$/,
    /^\/(description|title)$/,
  ])('%s is words for people, and says nothing whichever they are', (place) => {
    const words = all.filter(({ at, what }) => place.test(at) && what === 'another value')
    expect(words.length).toBeGreaterThan(0)
    expect(words.filter((edit) => !unsaid.includes(edit))).toEqual([])
  })

  it.each(waivers)('%s needs its reason', (place) => {
    expect(unsaid.some(({ at }) => place.test(at))).toBe(true)
  })
})
