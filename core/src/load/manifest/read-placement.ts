import { isJsonObject, type JsonObject, type Parameter } from '../../model/index.ts'
import { choiceIn, objectIn, present, textIn } from './drafting.ts'

export type Location = Parameter['in'] | 'body'

/** Where an input goes, as far as `in` says. */
export interface Placement {
  readonly location?: Location
  /** @default the input's */
  readonly name?: string
  readonly how: Pick<Parameter, 'style' | 'explode' | 'allowReserved' | 'mediaType'>
}

const styles = [
  'matrix',
  'label',
  'form',
  'simple',
  'spaceDelimited',
  'pipeDelimited',
  'tabDelimited',
  'deepObject',
] as const

/** `in: { ids: query }`, or `in: { ids: { in: query, name?, style?, explode?, allowReserved?, contentType? } }`. */
export function readPlacement(written: JsonObject, input: string): Placement {
  const said = objectIn(written, 'in')[input]
  if (!Object.hasOwn(objectIn(written, 'in'), input)) return { how: {} }
  const long = isJsonObject(said) ? said : { in: said ?? null }
  return {
    ...present('location', choiceIn<Location>(long, 'in', ['path', 'query', 'header', 'cookie', 'body'])),
    ...present('name', textIn(long, 'name')),
    how: { ...readStyle(long), ...present('mediaType', textIn(long, 'contentType')) },
  }
}

/** `style`, `explode` and `allowReserved`, of a parameter or of a property of a form. */
export function readStyle(owner: JsonObject): Omit<Placement['how'], 'mediaType'> {
  const flag = (name: string): boolean | undefined => (typeof owner[name] === 'boolean' ? owner[name] : undefined)
  return {
    ...present('style', choiceIn(owner, 'style', styles)),
    ...present('explode', flag('explode')),
    ...present('allowReserved', flag('allowReserved')),
  }
}
