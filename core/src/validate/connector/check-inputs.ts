import { type Connector, nearestName, pointer } from '../../model/index.ts'
import { propertiesOf } from '../schema/properties-of.ts'
import { requiredOf } from '../schema/required-in.ts'
import type { Mistake } from '../structure/mistake.ts'
import { schemasIn } from './schemas-in.ts'

/** What an input or the settings require they also list: what is not listed is never sent. */
export function* checkInputs(connector: Connector): Iterable<Mistake> {
  for (const { name, schema, at } of schemasIn(connector)) {
    if (!/^(\/settings|\/operations\/[^/]+\/input)$/.test(at)) continue
    const known = [...propertiesOf(schema, connector.schemas).keys()]
    for (const [index, required] of requiredOf(schema, connector.schemas).entries()) {
      if (known.includes(required)) continue
      const nearest = nearestName(required, known)
      yield {
        code: 'required-unlisted',
        message: `"${required}" is required by ${name}, but not among its properties.`,
        pointer: at + pointer('required', index),
        hint: nearest === undefined ? `add "${required}" to its properties.` : `did you mean "${nearest}"?`,
      }
    }
  }
}
