import type { Json, PolicyContext, PolicyRequest } from '@jackfield/core'
import type { Scope } from '../expression/index.ts'
import { settingName } from '../properties/index.ts'

/** What expressions see of a request. */
export function scopeOf({ method, url, headers, body }: PolicyRequest, context: PolicyContext): Scope {
  const query = new URL(url).searchParams
  return {
    ...connectionScope(context),
    header: (name) => headers[name.trim().toLowerCase()],
    queryParameter: (name) => query.get(name) ?? undefined,
    body,
    method,
  }
}

/** And of an answer: of the request, only what the call was made with. */
export function answerScope(body: Json | undefined, context: PolicyContext): Scope {
  const given = (name: string): string | undefined => {
    const value = context.input[name]
    return value === undefined || value === null ? undefined : typeof value === 'string' ? value : JSON.stringify(value)
  }
  return { ...connectionScope(context), header: given, queryParameter: given, body, method: 'GET' }
}

function connectionScope({ settings }: PolicyContext): Pick<Scope, 'connectionParameter'> {
  return {
    connectionParameter(name) {
      const wanted = settingName(name).toLowerCase()
      const found = Object.keys(settings).find((each) => each.toLowerCase() === wanted)
      return found === undefined ? undefined : settings[found]
    },
  }
}
