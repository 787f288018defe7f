import type { PolledItem, PollServices, Services } from '../../invoke/index.ts'
import type { Json } from '../../model/index.ts'
import type { CodeAction, CodeTrigger, ConnectorDefinition } from './connector-definition.ts'
import type { SchemaDefinition } from './request-definition.ts'
import type { InputOf } from './value-of.ts'

/**
 * Declares a connector in code; a host registers it with `createKernel({ connectors: [defineConnector({ … })] })`.
 * What is wrong with it is said then, every problem at once.
 *
 * @example
 * ```ts
 * import { action, defineConnector } from '@jackfield/core/sdk'
 *
 * export default defineConnector({
 *   id: 'stock-rules',
 *   version: '1.0.0',
 *   title: 'Stock rules',
 *   actions: {
 *     roundUp: action({
 *       effect: 'read',
 *       input: { required: ['quantity'], properties: { quantity: { type: 'number' } } },
 *       output: { type: 'integer' },
 *       run: ({ quantity }) => Math.ceil(quantity),
 *     }),
 *   },
 * })
 * ```
 */
export function defineConnector(definition: ConnectorDefinition): ConnectorDefinition {
  return definition
}

/** An action that runs a function; its input has the type that its schema says. */
export function action<const Input extends SchemaDefinition = true>(
  definition: Omit<CodeAction, 'input' | 'run'> & {
    readonly input?: Input
    run(input: InputOf<Input>, services: Services): Promise<Json> | Json
  },
): CodeAction {
  return definition as unknown as CodeAction
}

/** A polling trigger that runs a function; it yields each item with an id that is the same when it comes again. */
export function trigger<const Input extends SchemaDefinition = true>(
  definition: Omit<CodeTrigger, 'input' | 'poll'> & {
    readonly input?: Input
    poll(input: InputOf<Input>, services: PollServices): AsyncIterable<PolledItem>
  },
): CodeTrigger {
  return definition as unknown as CodeTrigger
}
