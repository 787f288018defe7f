import { dict, isJsonObject, type Json, type JsonObject, parseJson } from '../../model/index.ts'

/**
 * Makes of a token response as services really give it (form-encoded, status 201, no `token_type`, an error under
 * status 200, a lone `error`) one that RFC 6749 sections 5.1 and 5.2 describe. `anyType`: the header is not decided by
 * `token_type`.
 */
export async function normaliseTokenResponse(
  response: Response,
  { anyType }: { anyType: boolean },
): Promise<{ readonly response: Response; readonly fields: JsonObject }> {
  const answer = readFields(await response.text())
  const token = answer.access_token
  const fields = withoutSecrets(answer)
  if (typeof token === 'string' && token !== '')
    return { response: Response.json(tokenFields(answer, anyType)), fields }
  const error = errorFields(answer)
  const status = Math.max(response.status, 400)
  return { response: error === null ? new Response(null, { status }) : Response.json(error, { status }), fields }
}

/** Nothing that is called a token, a secret, a code or a password, however deep. */
function withoutSecrets(answer: JsonObject): JsonObject {
  const kept = Object.entries(answer).filter(([name]) => !namesSecret(name))
  return dict(kept.map(([name, value]) => [name, isJsonObject(value) ? withoutSecrets(value) : value]))
}

/** By its name. */
function namesSecret(name: string): boolean {
  return /(token|secret|password|assertion)$|^code$/i.test(name)
}

function readFields(text: string): JsonObject {
  try {
    const json = parseJson(text)
    return isJsonObject(json) ? json : {}
  } catch {
    return Object.fromEntries(new URLSearchParams(text))
  }
}

function tokenFields(answer: JsonObject, anyType: boolean): JsonObject {
  const { access_token = null, token_type, refresh_token, expires_in } = answer
  const lifetime = Number(expires_in)
  return {
    access_token,
    token_type: anyType || typeof token_type !== 'string' || token_type === '' ? 'bearer' : token_type,
    ...(typeof refresh_token === 'string' && refresh_token !== '' ? { refresh_token } : {}),
    ...(expires_in !== null && lifetime > 0 && Number.isFinite(lifetime) ? { expires_in: lifetime } : {}),
  }
}

/** `error` as text; some answer an object with `code`, `type` or `status`, and `message`. */
function errorFields({ error, error_description }: JsonObject): JsonObject | null {
  if (isJsonObject(error)) {
    const code: Json = error.type ?? error.status ?? error.code ?? 'error'
    return { error: String(code), ...description(error.message) }
  }
  return typeof error === 'string' && error !== '' ? { error, ...description(error_description) } : null
}

function description(text: Json | undefined): JsonObject {
  return typeof text === 'string' && text !== '' ? { error_description: text } : {}
}
