import { expect, it } from 'vitest'
import { type ConnectorDefinition, readDefinition } from '../../src/load/index.ts'
import { defineConnector, type trigger } from '../../src/sdk.ts'
import { validateConnector } from '../../src/validate/index.ts'

const poll = async function* () {}
const output = { type: 'object' }

function heard(more: object, defaults: ConnectorDefinition['defaults'] = {}): ConnectorDefinition {
  const given = { output, poll, ...more } as ReturnType<typeof trigger>
  return defineConnector({ id: 'bell', version: '1.0.0', title: 'Bell', defaults, triggers: { heard: given } })
}

const codeOf = (definition: ConnectorDefinition) => readDefinition(definition).connector?.operations.heard?.code

/** All that is said about a definition, as the host is told. */
function problemsOf(definition: ConnectorDefinition): readonly (readonly [string, string | undefined])[] {
  const { connector, problems, place } = readDefinition(definition)
  const found = connector === undefined ? [] : validateConnector(connector, place ?? (() => ({})))
  return [...problems, ...found].map(({ code, pointer }) => [code, pointer])
}

it('keeps the times of a polled function in the model, and the function beside it', () => {
  const definition = heard({ every: '5s', window: '2d', start: 'beginning', timeout: '10s' })
  const { connector, polls, code } = readDefinition(definition)
  expect(connector?.operations.heard).toMatchObject({
    kind: 'trigger',
    effect: 'read',
    title: 'Heard',
    code: {
      module: 'host',
      export: 'heard',
      timeout: 10_000,
      poll: { every: 5000, window: 2 * 86_400_000, start: 'beginning' },
    },
  })
  expect(JSON.parse(JSON.stringify(connector))).toEqual(connector)
  expect([...polls.keys()]).toEqual(['heard'])
  expect(code.size).toBe(0)
})

it('fills in what is not said', () => {
  const poll = { every: 60_000, window: 30 * 86_400_000, start: 'now' }
  expect(codeOf(heard({}))).toEqual({ module: 'host', export: 'heard', timeout: 60_000, poll })
  expect(codeOf(heard({}, { timeout: '7s' }))?.timeout).toBe(7000)
  expect(codeOf(heard({ timeout: '8s' }, { timeout: '7s' }))?.timeout).toBe(8000)
})

it('needs no dedupe key and no cursor of a polled function, whatever its output', () => {
  expect(problemsOf(heard({ output: true }))).toEqual([])
  expect(problemsOf(heard({ output: { type: 'string' } }))).toEqual([])
})

it.each([
  [{ output: undefined }, [['key-missing', '/triggers/heard']]],
  [{ start: 'yesterday' }, [['value-unknown', '/triggers/heard/start']]],
  [{ every: 60 }, [['type-wrong', '/triggers/heard/every']]],
  [{ every: '0s' }, [['time-refused', '/triggers/heard/every']]],
  [{ window: '0s' }, [['time-refused', '/triggers/heard/window']]],
  [{ timeout: '2h' }, [['time-refused', '/triggers/heard/timeout']]],
  [{ dedupe: { key: ['/id'] } }, [['key-unknown', '/triggers/heard/dedupe']]],
])('says what is wrong with a polled function: %j', (more, expected) => {
  expect(problemsOf(heard(more))).toEqual(expected)
})

it('takes the times of a declared poll only inside it', () => {
  const declared = { http: 'GET /rings', items: '', dedupe: { key: ['/id'] } }
  const rung = { type: 'object', required: ['id'], properties: { id: { type: 'string' } } }
  const servers = [{ url: 'https://bell.example.com' }]
  const problems = (more: object) => problemsOf({ ...heard({ poll: declared, output: rung, ...more }), servers })
  expect(problems({})).toEqual([])
  expect(problems({ every: '5s' })).toEqual([['key-unknown', '/triggers/heard/every']])
  expect(problems({ poll: { ...declared, every: '5s' } })).toEqual([])
})
