import { errors } from '../../src/index.ts'
import { createPolicies, type Policy } from '../../src/invoke/index.ts'
import type { JsonObject, PolicyUse } from '../../src/model/index.ts'

/** The operations that a policy was bound for. */
export const bindings: string[] = []

/** What its words say, plainly: enough to see what reaches a policy and what comes of it. */
export const setting: Policy = {
  name: 'set',
  bind({ header, query, body, status }, { operation }) {
    bindings.push(operation.id)
    return {
      request(asked, { input }) {
        const url = new URL(asked.url)
        for (const [name, text] of Object.entries((query ?? {}) as JsonObject)) url.searchParams.set(name, String(text))
        const headers = Object.entries((header ?? {}) as JsonObject).map(([name, text]) => [
          name,
          String(text).replace('{id}', String(input.id)),
        ])
        return {
          ...asked,
          url: url.href,
          headers: { ...asked.headers, ...Object.fromEntries(headers) },
          ...(body !== undefined && { body: { ...((asked.body ?? {}) as JsonObject), ...(body as JsonObject) } }),
        }
      },
      answer: (came) => ({
        ...came,
        ...(typeof status === 'number' && { status }),
        body: { said: came.body, by: `${(header as JsonObject | undefined)?.tag ?? ''}` },
      }),
    }
  },
}

/** Fails when, and as, its words say. */
const failing: Policy = {
  name: 'fail',
  bind: ({ when, known }) => {
    const fail = (): never => {
      if (known === true) throw errors.inputInvalid('Not like this.')
      throw new TypeError('out of ink')
    }
    if (when === 'bind') fail()
    return when === 'answer' ? { answer: fail } : { request: fail }
  },
}

/** Whatever its words say comes out of it. */
const answering: Policy = {
  name: 'become',
  bind: (words) => ({ request: (asked) => ({ ...asked, ...words }) as never }),
}

export const policies = createPolicies([setting, failing, answering])

/** A policy with its words. */
export const use = (name: string, words: JsonObject = {}): PolicyUse => ({ use: name, with: words })
