import type { Ajv2020, ErrorObject, FuncKeywordDefinition, ValidateFunction } from 'ajv/dist/2020.js'
import { type Dict, isJsonObject, type Schema } from '../../model/index.ts'
import { multiplying } from './multiplying.ts'

/** Keywords of ours, which stand in copies of schemas only. */
const once = 'jackfield:once'
const counted = 'jackfield:counted'
/** How often one schema may look at one value where what it found can't be kept. */
const most = 10_000

type At = Parameters<ValidateFunction>[1]
type Look = ReturnType<NonNullable<FuncKeywordDefinition['compile']>>

/**
 * Gives a validator the schemas of a connector, under `ID#/schemas/NAME`. One that multiplies ({@link multiplying})
 * looks at each place in a value once: what it found is kept until `begin`, which is called before each value. Where
 * `keeps` is false nothing is kept, since `unevaluatedProperties` has to know what was looked at; then it throws once
 * it has looked at one place more than 10,000 times.
 */
export function addSchemas(
  ajv: Ajv2020,
  id: string,
  { schemas, keeps }: { readonly schemas: Dict<Schema>; readonly keeps: boolean },
): () => void {
  const names = multiplying(schemas)
  const kept = new Map<string, readonly ErrorObject[]>()
  const counts = new Map<string, number>()
  const looking = (name: string, schema: Schema): Schema =>
    !names.has(name) || !isJsonObject(schema) ? schema : keeps ? { [once]: name } : { ...schema, [counted]: name }
  const entries = Object.entries(schemas)
  const bodies = Object.fromEntries(entries.filter(([name]) => keeps && names.has(name)))
  if (names.size > 0) {
    ajv.addKeyword({ keyword: once, errors: true, compile: (name: string) => lookOnce(name, kept, bodyOf(ajv, id)) })
    ajv.addKeyword({ keyword: counted, errors: false, compile: (name: string) => lookOften(name, counts) })
  }
  ajv.addSchema({
    $id: id,
    schemas: Object.fromEntries(entries.map(([name, schema]) => [name, looking(name, schema)])),
    bodies,
  })
  return () => {
    kept.clear()
    counts.clear()
  }
}

type BodyOf = (name: string) => ValidateFunction

/** Compiled when it is first needed: most of what a large document leads to, no value has. */
function bodyOf(ajv: Ajv2020, id: string): BodyOf {
  const compiled = new Map<string, ValidateFunction>()
  return (name) => {
    const body = compiled.get(name) ?? ajv.getSchema(`${id}#/bodies/${name}`)
    if (body === undefined) throw new Error(`there is no schema "${name}"`)
    compiled.set(name, body as ValidateFunction)
    return body as ValidateFunction
  }
}

/** Of what was wrong, the first is said again: nothing may look right the second time. */
function lookOnce(name: string, kept: Map<string, readonly ErrorObject[]>, body: BodyOf): Look {
  const look: Look = (value: unknown, at: At): boolean => {
    const key = `${name} ${at?.instancePath}`
    const known = kept.get(key)
    if (known !== undefined) {
      look.errors = [...known]
      return known.length === 0
    }
    const validate = body(name)
    const isValid = validate(value, at) as boolean
    kept.set(key, isValid ? [] : (validate.errors ?? []).slice(0, 1))
    look.errors = [...(validate.errors ?? [])]
    return isValid
  }
  return look
}

function lookOften(name: string, counts: Map<string, number>): Look {
  return (_value: unknown, at: At): boolean => {
    const key = `${name} ${at?.instancePath}`
    const count = (counts.get(key) ?? 0) + 1
    if (count > most) throw new Error(`"${name}" would look at "${at?.instancePath}" more than ${most} times`)
    counts.set(key, count)
    return true
  }
}
