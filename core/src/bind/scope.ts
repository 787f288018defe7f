import { container, type DependencyContainer, instanceCachingFactory } from './tsyringe.ts'
import { type Undo, undoAll } from './undo-all.ts'

/** From the widest to the narrowest: a service may use those of its own level and wider ones. */
const levels = ['kernel', 'revision', 'connection'] as const
export type Level = (typeof levels)[number]

/** Names a service, with its type and the level that it belongs to. */
export interface Token<Value> {
  readonly key: symbol
  readonly level: Level
  /** Never set: carries the type. */
  readonly type?: Value
}

export function token<Value>(level: Level, name: string): Token<Value> {
  return { level, key: Symbol(name) }
}

export type Get = <Value>(token: Token<Value>) => Value

/** How one service of a level is made; `dispose` undoes it. */
export interface Provision<Value = unknown> {
  readonly token: Token<Value>
  make(get: Get): Value
  dispose?(value: Value): void | Promise<void>
}

export function provide<Value>(
  token: Token<Value>,
  make: (get: Get) => Value,
  dispose?: (value: Value) => void | Promise<void>,
): Provision {
  const provision: Provision<Value> = { token, make, ...(dispose && { dispose }) }
  return provision as Provision
}

/** A container of one level that is never handed out. */
export interface Scope {
  readonly level: Level
  readonly get: Get
  /** Opens a scope of a narrower level inside this one. */
  open(level: Level, provisions: readonly Provision[]): Scope
  [Symbol.asyncDispose](): Promise<void>
}

/** The outermost scope. */
export function openKernelScope(provisions: readonly Provision[]): Scope {
  return openScope({ level: 'kernel', container: container.createChildContainer() }, provisions)
}

interface Place {
  readonly level: Level
  readonly container: DependencyContainer
  /** Called when the scope is gone, so that its parent forgets it. */
  readonly left?: () => void
}

/**
 * Every service is made when its scope opens, by its own scope's values: a narrower scope only ever reads it, so
 * nothing made for one plugin can be first made from, or for, another. Disposal is last in, first out, narrower scopes
 * first; one that throws keeps none of the others from being disposed.
 */
function openScope({ level, container: own, left }: Place, provisions: readonly Provision[]): Scope {
  const undo: Undo[] = []
  const get: Get = (wanted) => {
    if (levels.indexOf(wanted.level) > levels.indexOf(level))
      throw new Error(
        `The ${level} scope may not take ${String(wanted.key)}, which belongs to the narrower ${wanted.level} scope.`,
      )
    return own.resolve(wanted.key)
  }
  for (const { token: provided, make, dispose } of provisions) {
    if (provided.level !== level)
      throw new Error(`${String(provided.key)} belongs to the ${provided.level} scope, not to the ${level} scope.`)
    own.register(provided.key, { useFactory: instanceCachingFactory(() => make(get)) })
    const value = get(provided)
    if (dispose !== undefined) undo.push(() => dispose(value))
  }
  return {
    level,
    get,
    open(inner, more) {
      if (levels.indexOf(inner) <= levels.indexOf(level))
        throw new Error(`A ${inner} scope can't be opened inside a ${level} scope.`)
      const end = () => child[Symbol.asyncDispose]()
      const forget = () => {
        const at = undo.indexOf(end)
        if (at >= 0) undo.splice(at, 1)
      }
      const child = openScope({ level: inner, container: own.createChildContainer(), left: forget }, more)
      undo.push(end)
      return child
    },
    async [Symbol.asyncDispose]() {
      left?.()
      await undoAll(undo, (failures) => `${failures} services of the ${level} scope did not close.`)
    },
  }
}
