/** What an independent implementation of a document says of one request, and of what it answered itself. */
export interface Judgement {
  /** Why the request does not fit the document; absent: it does. */
  readonly refusal?: string
  /** What of the implementation's own answer does not fit the document. */
  readonly ownAnswer?: string
}

interface Diagnostic {
  readonly message: string
  /** 0 is an error (the Language Server Protocol's DiagnosticSeverity). */
  readonly severity: number
  readonly path?: readonly (string | number)[]
}

/** What Prism makes of a request. */
export type Result =
  | { readonly _tag: 'Left'; readonly left: Error & { detail?: string; additional?: { validation?: unknown } } }
  | {
      readonly _tag: 'Right'
      readonly right: { readonly validations: { input: readonly Diagnostic[]; output: readonly Diagnostic[] } }
    }

/** A request that could not be routed or was refused; what Prism can't answer is no refusal of the request. */
const unanswerable = /NO_RESPONSE_DEFINED|NOT_FOUND_RESPONSE|NOT_ACCEPTABLE|SCHEMA_TOO_COMPLEX|NO_SUCCESS/

export function judge(result: Result): Judgement {
  if (result._tag === 'Left') {
    const { name, message, detail, additional } = result.left
    const validation = additional?.validation === undefined ? '' : ` ${JSON.stringify(additional.validation)}`
    return unanswerable.test(name) || message.startsWith('Tried to force a dynamic response')
      ? { ownAnswer: `${name}: ${detail ?? message}` }
      : { refusal: `${message}${detail === undefined ? '' : `: ${detail}`}${validation}` }
  }
  const { input, output } = result.right.validations
  const [refusal, ownAnswer] = [said(input), said(output)]
  return { ...(refusal !== '' && { refusal }), ...(ownAnswer !== '' && { ownAnswer }) }
}

/** Whether the request fits the document, and Prism's own answer to it does not. */
export function answersBadly(result: Result): boolean {
  const { refusal, ownAnswer } = judge(result)
  return result._tag === 'Right' && refusal === undefined && ownAnswer !== undefined
}

function said(diagnostics: readonly Diagnostic[]): string {
  return diagnostics
    .filter(({ severity }) => severity === 0)
    .map(({ message, path = [] }) => `${path.join('.')} ${message}`.trim())
    .join('; ')
}
