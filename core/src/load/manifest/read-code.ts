import { type Code, type CodePolling, type JsonObject, type Pointer, pointer } from '../../model/index.ts'
import { choiceIn, type Drafting, objectIn } from './drafting.ts'
import { durationIn } from './duration.ts'
import { defaultEvery, defaultWindow } from './read-poll.ts'

const defaultTimeout = 60_000

interface WrittenCode {
  readonly written: JsonObject
  /** Of the operation. */
  readonly model: Pointer
  readonly source: Pointer
}

/** The function of a host's own action: 60 s for a call by default. */
export function readCode(id: string, place: WrittenCode, drafting: Drafting): Code | undefined {
  return place.written.run === true ? codeOf(id, place, drafting) : undefined
}

/** The function of a host's own trigger: asked every 60 s, with a window of 30 d and a start from now by default. */
export function readCodePoll(id: string, place: WrittenCode, drafting: Drafting): Code | undefined {
  const { written, model, source } = place
  if (written.poll !== true) return undefined
  drafting.origins.add(`${model}/code/poll`, source)
  const poll: CodePolling = {
    every: durationIn(written, 'every') ?? defaultEvery,
    window: durationIn(written, 'window') ?? defaultWindow,
    start: choiceIn(written, 'start', ['now', 'beginning']) ?? 'now',
  }
  return { ...codeOf(id, place, drafting), poll }
}

function codeOf(id: string, { written, model, source }: WrittenCode, { manifest, origins }: Drafting): Code {
  const own = durationIn(written, 'timeout')
  origins.add(`${model}/code`, source)
  origins.add(`${model}/code/timeout`, (own === undefined ? '/defaults' : source) + pointer('timeout'))
  const timeout = own ?? durationIn(objectIn(manifest, 'defaults'), 'timeout') ?? defaultTimeout
  return { module: 'host', export: id, timeout }
}
