import {
  type Connector,
  isJsonObject,
  nearestName,
  type Pointer,
  type Schema,
  type UrlVariable,
  type VariablePlace,
} from '../../model/index.ts'
import { propertiesOf } from '../schema/properties-of.ts'
import { isRequiredIn } from '../schema/required-in.ts'
import type { Mistake } from '../structure/mistake.ts'
import { capitalised, suggestion } from './check.ts'
import { checkDerivedVariable } from './check-derived-variable.ts'
import { checkPattern } from './check-pattern.ts'
import { plainHint } from './plain-hint.ts'
import type { WrittenVariable } from './written-variable.ts'

/** A URL's variable comes from a setting that every connection has, and is one of a finite set or a host name. */
export function* checkVariable(written: WrittenVariable, connector: Connector): Iterable<Mistake> {
  const { name, variable, at, places } = written
  const [root, setting = ''] = [
    variable.from.slice(0, variable.from.indexOf('.')),
    variable.from.slice(variable.from.indexOf('.') + 1),
  ]
  if (root === 'settings') yield* checkSetting(written, setting, connector)
  if (root === 'derived') yield* checkDerivedVariable(written, setting, connector)
  yield* checkPlace(written)
  if ('port' in variable && !written.endsHost)
    yield {
      code: 'variable-refused',
      message: `${capitalised(name)} may have a port behind it, and does not end the host of its URL.`,
      pointer: `${at}/port`,
      hint: 'write https://{name}/path, or leave "port" out.',
    }
  if ('pattern' in variable)
    yield* checkPattern({ name, pattern: variable.pattern, at: `${at}/pattern`, isHost: places.some(isBeforePath) })
}

function isBeforePath(place: VariablePlace): boolean {
  return place !== 'path'
}

/** A URL stands for a whole beginning, which nothing else could; a scheme is one of two. */
function* checkPlace({ name, variable, at, places }: WrittenVariable): Iterable<Mistake> {
  const refuse = (complaint: string, hint: string): Mistake => ({
    code: 'variable-refused',
    message: `${capitalised(name)} ${complaint}.`,
    pointer: at,
    hint,
  })
  if ('url' in variable && places.some((place) => place !== 'beginning'))
    yield refuse('is a URL, and does not stand at the beginning', 'write {name} first: {name}/api.')
  if ('pattern' in variable && places.includes('beginning'))
    yield refuse('stands for the beginning of the URL, and is no URL', 'write https:// before it, or say url: true.')
  const schemes = 'map' in variable ? Object.values(variable.map) : ['']
  if (places.includes('scheme') && !schemes.every((scheme) => scheme === 'https' || scheme === 'http'))
    yield refuse('stands for the scheme', 'write https, or map the setting to https and http.')
  const plain = places.includes('beginning') ? schemes.find((url) => /^http:/i.test(url)) : undefined
  if (plain !== undefined)
    yield {
      ...refuse(`may lead to what is not encrypted: ${plain}`, plainHint),
      code: 'url-plain',
      severity: 'warning',
    }
  const wrong = variable.default === undefined ? undefined : wrongDefault(variable, places)
  if (wrong !== undefined) yield { ...refuse(`has a default that ${wrong}`, 'correct it.'), pointer: `${at}/default` }
}

function wrongDefault(variable: UrlVariable, places: readonly VariablePlace[]): string | undefined {
  const { default: text = '' } = variable
  if ('map' in variable) return Object.hasOwn(variable.map, text) ? undefined : 'the map does not have'
  if ('url' in variable) return /^https:\/\/[^/?#@\s]+(\/[^?#\s]*)?$/.test(text) ? undefined : 'is no https URL'
  const isHost = places.some(isBeforePath)
  const host = variable.port === true ? text.replace(/:\d{1,5}$/, '') : text
  return isHost && !/^[A-Za-z0-9._-]+$/.test(host) ? 'is no host name' : undefined
}

function* checkSetting(
  { name, variable, at }: WrittenVariable,
  setting: string,
  connector: Connector,
): Iterable<Mistake> {
  const { settings, schemas } = connector
  const known = propertiesOf(settings, schemas)
  const schema = known.get(setting)
  if (schema === undefined)
    return yield {
      code: 'setting-unknown',
      message: `${capitalised(name)} reads the setting "${setting}", which there is not.`,
      pointer: `${at}/from`,
      hint: suggestion(nearestName(setting, [...known.keys()]), [...known.keys()], `add "${setting}" to the settings.`),
    }
  if (variable.default === undefined && !isRequiredIn(setting, settings, schemas))
    yield {
      code: 'setting-optional',
      message: `${capitalised(name)} reads the setting "${setting}", which a connection may leave out.`,
      pointer: `${at}/from`,
      hint: `add "${setting}" to "required" of the settings, or give the variable a "default".`,
    }
  if ('map' in variable) yield* checkMap({ name, keys: Object.keys(variable.map), at: `${at}/map` }, setting, schema)
}

interface WrittenMap {
  readonly name: string
  readonly keys: readonly string[]
  readonly at: Pointer
}

function* checkMap({ name, keys, at }: WrittenMap, setting: string, schema: Schema): Iterable<Mistake> {
  const values = isJsonObject(schema) && Array.isArray(schema.enum) ? schema.enum.map(String) : undefined
  const refuse = (complaint: string, hint: string): Mistake => ({
    code: 'map-incomplete',
    message: `${capitalised(name)} ${complaint}.`,
    pointer: at,
    hint,
  })
  if (values === undefined)
    return yield refuse(
      `maps the setting "${setting}", which may have any value`,
      `give the setting an enum: [${keys.join(', ')}].`,
    )
  for (const value of values.filter((each) => !keys.includes(each)))
    yield refuse(
      `maps no "${value}", which the setting "${setting}" may be`,
      `add "${value}" to the map, or take it out of the enum.`,
    )
  for (const key of keys.filter((each) => !values.includes(each)))
    yield refuse(
      `maps "${key}", which the setting "${setting}" can't be`,
      suggestion(nearestName(key, values), values, 'remove it.'),
    )
}
