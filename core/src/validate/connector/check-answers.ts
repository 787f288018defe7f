import { type Connector, essence, mediaKind } from '../../model/index.ts'
import type { Mistake } from '../structure/mistake.ts'
import { isFileSchema } from '../template/schema-of-template.ts'
import { availableIn, capitalised, type PlacedOperation } from './check.ts'
import { callsOf, type PlacedCall } from './check-paths.ts'

/** What looks into an answer needs one that has an inside: JSON or XML. */
export function* checkAnswers(connector: Connector): Iterable<Mistake> {
  for (const placed of availableIn(connector))
    for (const call of callsOf(placed)) yield* checkAnswer(call, placed, connector)
}

function* checkAnswer(
  { http, at }: PlacedCall,
  { operation, name }: PlacedOperation,
  { schemas }: Connector,
): Iterable<Mistake> {
  yield* checkFile({ http, at }, { operation, name, isFileOutput: isFileSchema(operation.output, schemas) })
  const { mediaType = 'application/json' } = http.answer ?? {}
  const kind = mediaKind(mediaType)
  const isFile = http.answer !== undefined && http.result === undefined && isFileSchema(operation.output, schemas)
  if ((kind === 'json' || kind === 'xml') && !isFile) return
  const refuse = (key: string, pointer: string): Mistake => ({
    code: 'answer-opaque',
    message: `The "${key}" of ${name} looks into its answer, but that is ${isFile ? 'a file' : essence(mediaType)}.`,
    pointer,
    hint: `leave out "${key}", or accept JSON or XML.`,
  })
  if (http.result !== undefined) yield refuse('result', `${at}/result`)
  if (http.succeeds !== undefined && kind === 'text') yield refuse('succeeds', `${at}/succeeds`)
  if (operation.pages !== undefined && operation.http === http)
    yield refuse('pages', `${at.replace(/\/http$/, '')}/pages`)
  if (operation.poll?.http === http) yield refuse('items', `${at.replace(/\/http$/, '')}/items`)
}

interface Asked extends Pick<PlacedOperation, 'operation' | 'name'> {
  readonly isFileOutput: boolean
}

/** That an output is a file is said twice: to the service, and to whoever uses it. */
function* checkFile({ http, at }: PlacedCall, { operation, name, isFileOutput }: Asked): Iterable<Mistake> {
  if (operation.http !== http || http.result !== undefined) return
  const output = `${at.replace(/\/http$/, '')}/output`
  if (isFileOutput && http.answer === undefined)
    yield {
      code: 'accept-missing',
      message: `The output of ${name} is a file, but JSON is asked for.`,
      pointer: output,
      hint: 'say what is asked for, such as accept: application/pdf.',
    }
  if (!isFileOutput && http.answer !== undefined && mediaKind(http.answer.mediaType) === 'binary')
    yield {
      code: 'output-no-file',
      severity: 'warning',
      message: `${capitalised(name)} asks for ${http.answer.mediaType}, which is a file, and its output does not say so.`,
      pointer: `${at}/answer`,
      hint: 'add output: { type: string, format: binary }.',
    }
}
