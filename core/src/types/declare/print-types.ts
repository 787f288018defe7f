import type { Options } from 'json-schema-to-typescript'
import { json, type NamedShape } from '../shape/shape.ts'
import type { DeclaredConnector } from './declared-connector.ts'
import { indent } from './indent.ts'
import { printableObject, printableType } from './printable.ts'

/** Nothing is fetched or read, nothing is added, and tuples are what the schema says. */
const options: Partial<Options> = {
  additionalProperties: false,
  bannerComment: '',
  format: false,
  maxItems: 20,
  $refOptions: { resolve: { external: false, file: false, http: false } },
}

/** What has every type as a property, so that each is printed: of no use to anybody. Its names are identifiers. */
const root = /^export interface Connector \{\n[^}]*\n\}\n/m

/**
 * The declarations of a connector's types, and of its operations as `ConnectorActions` and `ConnectorTriggers`. A type
 * that json-schema-to-typescript can't print is any JSON value, and noted.
 */
export async function printTypes(
  { types, actions, triggers }: DeclaredConnector,
  note: (of: string, why: string) => void,
): Promise<string> {
  const { compile } = await import('json-schema-to-typescript')
  const operations = { ConnectorActions: printableObject(actions), ConnectorTriggers: printableObject(triggers) }
  const print = (some: readonly NamedShape[]): Promise<string> => {
    const named = Object.entries(operations).map(([title, schema]) => [title, { ...schema, title }] as const)
    const properties = Object.fromEntries([...named, ...some.map((type) => [type.name, printableType(type)])])
    return compile({ type: 'object', properties, required: Object.keys(properties) }, 'Connector', options)
  }
  const printed = await print(types).catch(async () => print(await printableTypes()))
  return indent(printed.replace(root, ''))

  async function printableTypes(): Promise<NamedShape[]> {
    const alone = types.map((type) =>
      print([type]).then(
        () => type,
        () => {
          note(type.of, 'json-schema-to-typescript can’t print it')
          return { ...type, shape: json }
        },
      ),
    )
    return Promise.all(alone)
  }
}
