import type { Scope } from '../model/index.ts'
import type { Place } from './place.ts'

/** Something for each place. A start asks for thousands: no key is made for that, a path is looked up as it is. */
export class PlaceMap<Value> {
  readonly #scopes = new Map<Scope, Map<string, Value>>()

  get({ scope, path }: Place): Value | undefined {
    return this.#scopes.get(scope)?.get(path)
  }

  set({ scope, path }: Place, value: Value): void {
    const paths = this.#scopes.get(scope) ?? new Map<string, Value>()
    this.#scopes.set(scope, paths.set(path, value))
  }

  /** Whether there was one. */
  delete({ scope, path }: Place): boolean {
    return this.#scopes.get(scope)?.delete(path) ?? false
  }

  values(): readonly Value[] {
    return [...this.#scopes.values()].flatMap((paths) => [...paths.values()])
  }
}
