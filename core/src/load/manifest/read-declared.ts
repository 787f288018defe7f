import { type DeclaredHeader, dict, type HttpCall, isJsonObject, type Json, type Schema } from '../../model/index.ts'
import type { CallPlace } from './call-place.ts'
import { type Drafting, listIn, objectIn, present } from './drafting.ts'

/** `responses` and `consumes`: what is declared of a call besides what is made of it. */
export function readDeclared(
  { model, source, written }: CallPlace,
  { origins }: Drafting,
): Pick<HttpCall, 'responses' | 'consumes'> {
  for (const key of ['responses', 'consumes']) origins.add(`${model}/http/${key}`, `${source}/${key}`)
  return {
    ...present('responses', isJsonObject(written.responses) ? readResponses(written.responses) : undefined),
    ...present('consumes', written.consumes === undefined ? undefined : textsIn(listIn(written, 'consumes'))),
  }
}

function readResponses(written: { readonly [status: string]: Json }): NonNullable<HttpCall['responses']> {
  return dict(
    Object.entries(written).map(([status, said]) => {
      const own = isJsonObject(said) ? said : dict<Json>()
      const headers = Object.entries(objectIn(own, 'headers')).flatMap(([name, header]) => readHeader(name, header))
      return [
        status,
        {
          ...present('content', own.content === undefined ? undefined : textsIn(listIn(own, 'content'))),
          ...present('headers', headers.length === 0 ? undefined : dict(headers)),
        },
      ] as const
    }),
  )
}

function readHeader(name: string, said: Json): readonly (readonly [string, DeclaredHeader])[] {
  if (!isJsonObject(said)) return []
  const { required, explode, schema } = said
  const isSchema = typeof schema === 'boolean' || isJsonObject(schema)
  const header: DeclaredHeader = {
    ...(required === true && { required }),
    ...(explode === true && { explode }),
    schema: isSchema ? (schema as Schema) : true,
  }
  return [[name.toLowerCase(), header]]
}

function textsIn(list: readonly Json[]): readonly string[] {
  return list.filter((one): one is string => typeof one === 'string')
}
