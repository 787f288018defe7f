import { type Connector, isJsonObject, nearestName, type Pointer, type Schema } from '../../model/index.ts'
import { propertiesOf } from '../schema/properties-of.ts'
import { isRequiredIn } from '../schema/required-in.ts'
import type { Mistake } from '../structure/mistake.ts'
import { capitalised, suggestion } from './check.ts'
import { checkDerivedVariable } from './check-derived-variable.ts'
import { checkPattern } from './check-pattern.ts'
import type { WrittenVariable } from './written-variable.ts'

/** A URL's variable comes from a setting that every connection has, and is one of a finite set or a host name. */
export function* checkVariable(written: WrittenVariable, connector: Connector): Iterable<Mistake> {
  const { name, variable, at } = written
  const [root, setting = ''] = [
    variable.from.slice(0, variable.from.indexOf('.')),
    variable.from.slice(variable.from.indexOf('.') + 1),
  ]
  if (root === 'settings') yield* checkSetting(written, setting, connector)
  if (root === 'derived') yield* checkDerivedVariable(written, setting, connector)
  if ('pattern' in variable) yield* checkPattern({ name, pattern: variable.pattern, at: `${at}/pattern` })
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
  if (!isRequiredIn(setting, settings, schemas))
    yield {
      code: 'setting-optional',
      message: `${capitalised(name)} reads the setting "${setting}", which a connection may leave out.`,
      pointer: `${at}/from`,
      hint: `add "${setting}" to "required" of the settings.`,
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
