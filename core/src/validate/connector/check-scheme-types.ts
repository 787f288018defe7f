import { type Connector, type CustomScheme, type Problem, pointer } from '../../model/index.ts'
import type { Mistake } from '../structure/mistake.ts'
import { suggestion } from './check.ts'

/** What serves a type of security scheme, and knows what is wrong with one. */
export interface SchemeType {
  readonly type: string
  check?(scheme: CustomScheme): readonly Pick<Problem, 'message' | 'pointer' | 'hint'>[]
}

/** Every type of an extension is served here, and what it is given makes sense to it. */
export function* checkSchemeTypes({ securitySchemes }: Connector, types: readonly SchemeType[]): Iterable<Mistake> {
  for (const [name, scheme] of Object.entries(securitySchemes)) {
    if (!isCustom(scheme)) continue
    const at = pointer('securitySchemes', name)
    const served = types.find(({ type }) => type === scheme.type)
    if (served === undefined) {
      const known = types.map(({ type }) => type).filter((type) => type.startsWith('x-'))
      yield {
        code: 'scheme-type-unknown',
        message: `Nothing here knows the type "${scheme.type}" of security scheme "${name}".`,
        pointer: `${at}/type`,
        hint: suggestion(
          undefined,
          known,
          'pass the extension that brings it: createKernel({ extensions: [ … ] }), or list it in jackfield.config.ts.',
        ),
      }
    } else
      for (const { message, pointer: below = '', hint = 'see what the extension takes.' } of served.check?.(scheme) ??
        [])
        yield {
          code: 'scheme-option-wrong',
          message: `Security scheme "${name}": ${message}`,
          pointer: at + below,
          hint,
        }
  }
}

function isCustom(scheme: { readonly type: string }): scheme is CustomScheme {
  return scheme.type.startsWith('x-')
}
