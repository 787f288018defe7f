import type { ReadConnector } from '../format.ts'
import type { ConnectorDefinition } from './connector-definition.ts'

/**
 * Reads plain data in the manifest's grammar as a connector: for formats that write it from files of another kind.
 * There can be no functions in it. Never throws for bad input; problems point into `definition`, their file is the
 * caller's to say.
 */
export async function connectorFrom(definition: ConnectorDefinition): Promise<ReadConnector> {
  const { readDefinition } = await import('./read-definition.ts')
  const { code, polls, ...read } = readDefinition(definition)
  const [withFunction] = [...code.keys(), ...polls.keys()]
  if (withFunction === undefined) return read
  const message = `The operation "${withFunction}" is a function, which a format can't bring.`
  return { problems: [{ code: 'value-not-json', message, hint: 'give it "http", or write a code connector.' }] }
}
