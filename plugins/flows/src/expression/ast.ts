/** The syntax tree as JSONata 2.2 gives it after its own second pass: names and predicates gathered into paths. */
export type Node =
  | PathNode
  | NameNode
  | LiteralNode
  | RegexNode
  | BinaryNode
  | UnaryNode
  | ConditionNode
  | BlockNode
  | BindNode
  | CallNode
  | LambdaNode
  | ApplyNode
  | TransformNode
  | SortNode
  | ParentNode

interface Base {
  /** Where the token ends, in characters from the beginning; made-up nodes have none. */
  readonly position?: number
  /** Filters of an expression that is not a path's step. */
  readonly predicate?: readonly Stage[]
  /** Filters and index bindings of a path's step, in order. */
  readonly stages?: readonly Stage[]
  readonly group?: Group
  /** `@$name`: binds the step's value and leaves the context where it was. */
  readonly focus?: string
  /** `#$name`: binds the position. */
  readonly index?: string
  /** A `%` further on means the context before this step. */
  readonly ancestor?: Slot
}

export interface Slot {
  readonly label: string
}

export type Stage =
  | { readonly type: 'filter'; readonly expr: Node }
  | { readonly type: 'index'; readonly value: string }

export interface Group {
  readonly lhs: readonly (readonly [Node, Node])[]
}

export interface PathNode extends Base {
  readonly type: 'path'
  readonly steps: readonly Node[]
  /** A step is followed by `[]`: one value comes in an array as well. */
  readonly keepSingletonArray?: boolean
}

/** `variable`: without its `$`; empty is the context, `$` the whole input. */
export interface NameNode extends Base {
  readonly type: 'name' | 'variable' | 'wildcard' | 'descendant' | 'operator'
  readonly value: string
}

export interface LiteralNode extends Base {
  readonly type: 'string' | 'number' | 'value'
  readonly value: string | number | boolean | null
}

export interface RegexNode extends Base {
  readonly type: 'regex'
  readonly value: RegExp
}

export interface BinaryNode extends Base {
  readonly type: 'binary'
  readonly value: string
  readonly lhs: Node
  readonly rhs: Node
}

/** `-` negates `expression`, `[` makes an array of `expressions`, `{` an object of the pairs `lhs`. */
export interface UnaryNode extends Base {
  readonly type: 'unary'
  readonly value: '-' | '[' | '{'
  readonly expression?: Node
  readonly expressions?: readonly Node[]
  readonly lhs?: readonly (readonly [Node, Node])[]
}

/** Also what `??` and `?:` become: their left side stands in both `condition` and `then`. */
export interface ConditionNode extends Base {
  readonly type: 'condition'
  readonly condition: Node
  readonly then: Node
  readonly else?: Node
}

export interface BlockNode extends Base {
  readonly type: 'block'
  readonly expressions: readonly Node[]
}

export interface BindNode extends Base {
  readonly type: 'bind'
  readonly lhs: NameNode
  readonly rhs: Node
}

export interface CallNode extends Base {
  readonly type: 'function' | 'partial'
  readonly procedure: Node
  readonly arguments: readonly Node[]
}

/** `thunk`: a call in tail position, wrapped so that it runs later; its body is the call itself. */
export interface LambdaNode extends Base {
  readonly type: 'lambda'
  readonly arguments: readonly NameNode[]
  readonly body: Node
  readonly thunk?: boolean
  readonly signature?: { readonly definition: string }
}

export interface ApplyNode extends Base {
  readonly type: 'apply'
  readonly lhs: Node
  readonly rhs: Node
}

export interface TransformNode extends Base {
  readonly type: 'transform'
  readonly pattern: Node
  readonly update: Node
  readonly delete?: Node
}

export interface SortNode extends Base {
  readonly type: 'sort'
  readonly terms: readonly { readonly expression: Node; readonly descending: boolean }[]
}

export interface ParentNode extends Base {
  readonly type: 'parent'
  readonly slot: Slot
}
