import { isJsonObject, type Json, type JsonObject } from '../../model/index.ts'
import { connectorSchema } from '../../validate/index.ts'

let made: JsonObject | undefined

/**
 * The manifest's schema for a definition in code: `jackfield`, `servers` and titles may be left out, and an action may
 * have `run`, a trigger a function as its `poll`. Functions stand in it as `true`.
 */
export function definitionSchema(): JsonObject {
  made ??= make()
  return made
}

function make(): JsonObject {
  const definitions = object(connectorSchema.$defs)
  const action = object(definitions.action)
  const trigger = object(definitions.trigger)
  const { extends: _, ...properties } = object(connectorSchema.properties)
  return {
    ...connectorSchema,
    properties,
    required: ['id', 'version', 'title'],
    $defs: {
      ...definitions,
      action: { oneOf: [{ ...action, required: ['http'] }, codeAction(object(action.properties))] },
      trigger: { oneOf: [{ ...trigger, required: ['poll', 'output'] }, codeTrigger(object(trigger.properties))] },
    },
  }
}

const ofRequests = [
  'http',
  'in',
  'query',
  'headers',
  'body',
  'contentType',
  'encoding',
  'accept',
  'responses',
  'consumes',
  'succeeds',
  'policies',
  'result',
  'pages',
  'timeout',
  'attempts',
]

function codeAction(properties: JsonObject): JsonObject {
  const own = Object.entries(properties).filter(([name]) => !ofRequests.includes(name))
  return {
    type: 'object',
    required: ['run', 'effect'],
    additionalProperties: false,
    properties: { ...Object.fromEntries(own), timeout: duration, run: { const: true, description: 'the function' } },
  }
}

function codeTrigger(properties: JsonObject): JsonObject {
  return {
    type: 'object',
    required: ['poll', 'output'],
    additionalProperties: false,
    properties: {
      ...properties,
      poll: { const: true, description: 'the function' },
      every: duration,
      window: duration,
      start: { enum: ['now', 'beginning'] },
      timeout: duration,
    },
  }
}

const duration: JsonObject = { $ref: '#/$defs/duration' }

function object(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {}
}
