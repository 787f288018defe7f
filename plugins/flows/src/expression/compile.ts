import { nearestName } from '@jackfield/core'
import jsonata from 'jsonata'
import type { LambdaNode, NameNode, Node } from './ast.ts'
import { ExpressionError } from './expression-error.ts'
import { functionNames } from './function-names.ts'
import { defaultLimits } from './limits.ts'
import { compileLinear } from './linear-regexp.ts'
import { nodesOf } from './nodes-of.ts'

/** An expression that was read and may be evaluated. */
export interface CompiledExpression {
  readonly text: string
  readonly ast: Node
  /** Names of JSONata's functions that it mentions. */
  readonly functions: ReadonlySet<string>
  /** Transforms change values after they were looked at. */
  readonly transforms: boolean
}

const kept = 1_000
const compiled = new Map<string, CompiledExpression>()

/** Reads an expression and refuses what could not be bounded. Throws {@link ExpressionError} with its position. */
export function compile(text: string, limit: number = defaultLimits.text): CompiledExpression {
  const known = compiled.get(text)
  if (known !== undefined) return known
  if (text.length > limit)
    throw new ExpressionError(`The expression is longer than ${limit} characters.`, { limit: true })
  assertDefaults(text)
  const ast = parse(text)
  const nodes = [...nodesOf(ast)]
  for (const node of nodes) assertAllowed(node)
  assertKnown(nodes)
  const functions = new Set(nodes.filter(isFunctionName).map((node) => node.value))
  const transforms = nodes.some((node) => node.type === 'transform')
  if (transforms) functions.add('clone')
  if (compiled.size >= kept) compiled.delete(compiled.keys().next().value ?? '')
  const expression = { text, ast, functions, transforms }
  compiled.set(text, expression)
  return expression
}

function parse(text: string): Node {
  try {
    return jsonata(text).ast() as unknown as Node
  } catch (cause) {
    const { position, message } = cause as { position?: number; message?: string }
    if (cause instanceof RangeError)
      throw new ExpressionError('The expression is nested too deeply.', { limit: true, cause })
    throw new ExpressionError(message ?? 'The expression can not be read.', {
      ...(position === undefined ? {} : { position }),
      cause,
    })
  }
}

/** JSONata doubles what stands to the left of each `??` and `?:`, so that nesting them takes memory without end. */
function assertDefaults(text: string): void {
  const { total, levels } = defaultsOf(text)
  if (total <= 12 || levels <= 6) return
  throw new ExpressionError('The expression nests too many "??" and "?:".', {
    limit: true,
    hint: 'Name the parts: ( $a := … ; $b := $a ?? … ; $b ).',
  })
}

/** At how many depths of brackets defaults stand; without end where a `/` makes brackets hard to tell from text. */
function defaultsOf(text: string): { total: number; levels: number } {
  const depths = new Set<number>()
  let depth = 0
  const total = text.split(/\?[?:]/).length - 1
  let slash = false
  for (const [token] of text.matchAll(
    /\/\*[\s\S]*?\*\/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`|\?[?:]|[()[\]{}/]/g,
  )) {
    if (token.startsWith('?')) depths.add(depth)
    if (token === '/') slash = true
    if ('([{'.includes(token)) depth++
    if (')]}'.includes(token)) depth--
  }
  return { total, levels: slash ? Number.POSITIVE_INFINITY : depths.size }
}

function assertAllowed(node: Node): void {
  const at = node.position === undefined ? {} : { position: node.position }
  if (node.type === 'regex') {
    try {
      compileLinear(node.value)
    } catch (error) {
      throw error instanceof ExpressionError && error.position === undefined
        ? new ExpressionError(error.message, { ...at, ...(error.hint ? { hint: error.hint } : {}), cause: error.cause })
        : error
    }
  }
  if (node.type === 'variable' && node.value === 'eval')
    throw new ExpressionError('$eval is not available: nobody could say what the expression uses.', at)
  if (boundNames(node).includes('clone'))
    throw new ExpressionError('$clone can not be given another meaning: transforms rely on it.', at)
  if ([node.focus, node.index].includes('then')) throw new ExpressionError('$then can not be bound by @ or #.', at)
  if (node.type === 'lambda') assertSignature(node)
}

/** JSONata matches calls by a regular expression made of the signature. */
function assertSignature({ signature, position }: LambdaNode): void {
  if (signature === undefined) return
  const parameters = signature.definition.replace(/^<|:.*$|>$/g, '')
  if (/^([sbnloafjx?-]|<[sbnloafjx]*>|\([sbnloafjx]*\))*$/.test(parameters) && parameters.length <= 24) return
  throw new ExpressionError(`The function signature ${signature.definition} is not supported.`, {
    ...(position === undefined ? {} : { position }),
    hint: 'Leave it out: function($value) { … }.',
  })
}

function assertKnown(nodes: readonly Node[]): void {
  const bound = new Set(nodes.flatMap(boundNames))
  for (const node of nodes) {
    if (node.type !== 'variable' || node.value === '' || node.value === '$') continue
    if (bound.has(node.value) || functionNames.has(node.value)) continue
    const close = nearestName(node.value, [...bound, ...functionNames])
    throw new ExpressionError(`There is no function or variable $${node.value}.`, {
      ...(node.position === undefined ? {} : { position: node.position }),
      ...(close === undefined ? {} : { hint: `Did you mean $${close}?` }),
    })
  }
}

function boundNames(node: Node): string[] {
  const names = [
    node.focus,
    node.index,
    ...(node.stages ?? []).map((stage) => (stage.type === 'index' ? stage.value : undefined)),
  ]
  if (node.type === 'bind') names.push(node.lhs.value)
  if (node.type === 'lambda') names.push(...node.arguments.map((argument) => argument.value))
  return names.filter((name) => name !== undefined)
}

function isFunctionName(node: Node): node is NameNode {
  return node.type === 'variable' && functionNames.has(node.value)
}
