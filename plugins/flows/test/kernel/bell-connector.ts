/** Whether each version answers under a path of its own. */
export interface BellPaths {
  /** @default 'moved' */
  readonly paths?: 'moved' | 'kept'
}

/** A bell that rings with a tone; from version 2 on the tone is a pitch, and there is a second way to answer. */
export const manifest = (version: number, { paths = 'moved' }: BellPaths = {}) => `
jackfield: 1
id: bell
version: '${version}.0.0'
title: Bell
servers: [{ url: https://bell.example.com }]
triggers:
  rung:
    title: Rung
    poll:
      http: GET /rings
      items: /rings
      every: 1s
      dedupe: { key: [/id], window: 1d }
    output: { type: object, required: [id, ${nameIn(version)}], properties: { id: { type: string }, ${nameIn(version)}: { type: string } } }
actions:
  answer:
    title: Answer
    effect: idempotent
    http: POST /answers${paths === 'moved' ? `/${version}` : ''}
    input: { required: [text], properties: { text: { type: string } } }
    output: { type: object }
${
  version === 1
    ? ''
    : `  shout:
    title: Answer loudly
    effect: idempotent
    http: POST /shouts${paths === 'moved' ? `/${version}` : ''}
    input: { required: [text], properties: { text: { type: string } } }
    output: { type: object }
`
}`

const nameIn = (version: number): string => ['', 'tone', 'pitch', 'note'][version] ?? 'key'

/** Answers what the ring says. */
export const reply = (id: string, field: string, operation = 'bell.answer') => `
flow: 1
id: ${id}
connections: {}
trigger: { operation: bell.rung }
steps:
  - id: reply
    operation: ${operation}
    input: { text: '{% trigger.${field} %}' }
`
