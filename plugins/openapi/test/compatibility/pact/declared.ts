import { type Change, type DeclaredHeader, dict, type HttpCall } from '@jackfield/core'
import type { Interaction } from './read-pact.ts'

/** Kinds that touch no flow, and whoever names the very thing: the headers, media types and failures of a pact. */
const named: ReadonlySet<string> = new Set([
  'request.media-offered',
  'response.failure',
  'response.header',
  'response.media-offered',
])

/** Whether something goes that the pact names. */
export function losesNamed(changes: readonly Change[]): readonly Change[] {
  return changes.filter(({ kind, level }) => named.has(kind) && level !== 'safe')
}

/** What a consumer takes the provider's answers and bodies for, in one interaction. */
export function declaredBy(interaction: Interaction, http: HttpCall): Pick<HttpCall, 'responses' | 'consumes'> {
  const { status, headers } = interaction.response
  const types = [interaction.headers.get('accept'), headers.get('content-type')].flatMap(mediaTypes)
  const sent = mediaTypes(interaction.headers.get('content-type'))
  const own = (speaksOfHeaders(interaction, http) ? [...headers] : [])
    .filter(([name]) => name !== 'content-type')
    .map(([name, text]) => [name, headerOf(text)] as const)
  const response = { ...(types.length > 0 && { content: types }), ...(own.length > 0 && { headers: dict(own) }) }
  return {
    responses: dict([[String(status), status < 400 ? response : {}] as const]),
    ...(http.body !== undefined && sent.length > 0 && { consumes: sent }),
  }
}

/** A message may have any headers where a document does not say which. */
function speaksOfHeaders({ isMessage }: Interaction, { responses = {} }: HttpCall): boolean {
  return !isMessage || Object.values(responses).some((response) => response.headers !== undefined)
}

function mediaTypes(text: string | undefined): readonly string[] {
  const types = (text ?? '').split(',').map((one) => (one.split(';')[0] ?? '').trim())
  return types.filter((type) => type !== '' && !type.includes('*'))
}

/** A number, several values or a truth value may be any of what is written so. */
function headerOf(text: string): DeclaredHeader {
  return { schema: /^(?:-?\d+(?:\.\d+)?|true|false)$|,/.test(text) ? {} : { type: ['string', 'null'] } }
}
