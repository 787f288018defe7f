import {
  type Confirm,
  type Effect,
  type HttpCall,
  isJsonObject,
  type JsonObject,
  type Operation,
  pointer,
} from '../../model/index.ts'
import { describePlace } from '../../validate/index.ts'
import { choiceIn, type Drafting, objectIn, present, textIn } from './drafting.ts'
import { durationIn } from './duration.ts'
import { readCall } from './read-call.ts'
import { readChoices } from './read-choices.ts'
import { readCode } from './read-code.ts'
import { readCommon } from './read-common.ts'
import { readPages } from './read-pages.ts'
import { readTemplate } from './read-template.ts'

const defaultAfter = 30_000

export function readAction(id: string, written: JsonObject, drafting: Drafting): Operation {
  const model = pointer('operations', id)
  const source = pointer('actions', id)
  drafting.origins.add(model, source)
  const common = readCommon(id, written)
  const http = readCall({ model, source, written, input: common.input, inputSource: `${source}/input` }, drafting)
  return {
    ...common,
    kind: 'action',
    effect: readEffect({ written, source }, http, drafting),
    ...present('confirm', readConfirm({ written, model, source }, drafting)),
    ...present('http', http),
    ...present('pages', readPages(written)),
    ...present('code', readCode(id, { written, model, source }, drafting)),
    ...readChoices({ written, model, source }, drafting),
  }
}

interface WrittenAction {
  readonly written: JsonObject
  readonly model: string
  readonly source: string
}

/** GET and HEAD only read (RFC 9110 section 9.2.1); of anything else its author must say what a repetition does. */
function readEffect(
  { written, source }: Omit<WrittenAction, 'model'>,
  http: HttpCall | undefined,
  { report }: Drafting,
): Effect {
  const said = choiceIn(written, 'effect', ['read', 'idempotent', 'once'])
  if (said !== undefined) return said
  const safe = http?.method === 'GET' || http?.method === 'HEAD'
  const what = http === undefined ? 'runs a function' : `sends ${http.method}`
  if (!safe && written.effect === undefined && (http !== undefined || written.run === true))
    report({
      code: 'effect-missing',
      message: `The ${describePlace(source)} ${what} and does not say its "effect".`,
      pointer: source,
      hint: 'add effect: read, idempotent or once; "once" if a repetition does it again.',
    })
  return safe ? 'read' : 'once'
}

function readConfirm({ written, model, source }: WrittenAction, drafting: Drafting): Confirm | undefined {
  const confirm = objectIn(written, 'confirm')
  const operation = textIn(confirm, 'operation')
  if (operation === undefined || !isJsonObject(confirm.input)) return undefined
  const place = { model: `${model}/confirm/input`, source: `${source}/confirm/input` }
  const input = readTemplate(confirm.input, place, drafting)
  return { operation, input, after: durationIn(confirm, 'after') ?? defaultAfter }
}
