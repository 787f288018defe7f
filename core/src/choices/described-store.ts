import { dependentInvalid } from '../errors/index.ts'
import { createSchemaValidators, type Validators } from '../invoke/index.ts'
import { type Json, splitOperation, type Usage } from '../model/index.ts'
import type { Store, Tables } from '../store/index.ts'
import type { DescribedSchemas } from './described-schemas.ts'

const collection = 'kernel/described-schemas'
const mostAtHand = 1_000

/** The described schemas that dependents' steps were made with, by digest: kept with what uses them, never changed. */
export interface DescribedStore {
  /** Has them at hand, so that a usage can name them. */
  remember(schemas: DescribedSchemas): void
  /** Keeps what the usages name, in the caller's transaction. Throws `dependent-invalid` for what is unknown. */
  keep(usages: readonly Usage[], tables: Tables): Promise<void>
  /** After these usages went: forgets what they named and no other usage does, in the caller's transaction. */
  release(usages: readonly Usage[], tables: Tables): Promise<void>
  get(digest: string): Promise<DescribedSchemas | undefined>
  /** Check by what the service said, besides what the connector declares by now; `undefined` where nothing was kept. */
  validators(digest: string): Promise<Validators | undefined>
}

export function createDescribedStore(store: Store): DescribedStore {
  const atHand = new Map<string, DescribedSchemas>()
  const compiled = new Map<string, Validators>()

  async function get(digest: string, tables: Tables = store.tables): Promise<DescribedSchemas | undefined> {
    const known = atHand.get(digest)
    if (known !== undefined) return known
    const stored = (await tables.records.get(collection, digest)) as DescribedSchemas | undefined
    if (stored !== undefined) put(atHand, digest, stored)
    return stored
  }
  return {
    get,
    remember: (schemas) => put(atHand, schemas.digest, schemas),
    async keep(usages, tables) {
      for (const { resolvedSchema: digest, step, operation } of usages) {
        if (digest === undefined) continue
        const schemas = await get(digest, tables)
        if (schemas === undefined)
          throw dependentInvalid(`Step "${step}" uses "${operation}" with a described schema that is not known.`, {
            hint: 'Ask for it with catalogue.schema(), and give the digest that it answers.',
          })
        await tables.records.put({ collection, id: digest, data: schemas as unknown as Json })
      }
    },
    async release(usages, tables) {
      for (const { resolvedSchema: digest, operation } of usages) {
        if (digest === undefined) continue
        const connector = splitOperation(operation)?.connector ?? operation
        if (!(await tables.usages.namesSchema(connector, digest))) await tables.records.remove(collection, digest)
      }
    },
    async validators(digest) {
      const known = compiled.get(digest)
      if (known !== undefined) return known
      const schemas = await get(digest)
      if (schemas === undefined) return undefined
      const validators = createSchemaValidators(schemas.said)
      put(compiled, digest, validators)
      return validators
    },
  }
}

/** The oldest goes first. */
function put<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key)
  map.set(key, value)
  for (const oldest of map.keys()) if (map.size > mostAtHand) map.delete(oldest)
}
