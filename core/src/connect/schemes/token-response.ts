import { isJsonObject, type Json, type JsonObject, parseJson } from '../../model/index.ts'

/**
 * Makes of a token response as services really give it (form-encoded, status 201, no `token_type`, an error under status
 * 200, a lone `error`) one that RFC 6749 sections 5.1 and 5.2 describe. `anyType`: the header is not decided by `token_type`.
 */
export async function normaliseTokenResponse(response: Response, { anyType }: { anyType: boolean }): Promise<Response> {
  const answer = readFields(await response.text())
  const token = answer.access_token
  if (typeof token === 'string' && token !== '') return Response.json(tokenFields(answer, anyType))
  const error = errorFields(answer)
  const status = Math.max(response.status, 400)
  return error === null ? new Response(null, { status }) : Response.json(error, { status })
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
