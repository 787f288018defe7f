import type { Json, JsonObject, Policy, PolicyAnswer, PolicyContext, PolicyRequest } from '@jackfield/core'

/** Of the names of all policies here. */
export const prefix = 'power-platform.'

/** What a template's parameters are read as, once; then called for each request or answer. */
export interface Template {
  /** In lower case, as `templateId` names it. */
  readonly name: string
  request?(options: JsonObject, about: About): ChangeRequest
  answer?(options: JsonObject, about: About): (answer: PolicyAnswer, context: PolicyContext) => PolicyAnswer
}

export type ChangeRequest = (request: PolicyRequest, context: PolicyContext) => PolicyRequest | Promise<PolicyRequest>

export type About = Parameters<Policy['bind']>[1]

/** A policy template as a policy of Jackfield; `section` of its words says what it runs on. */
export function policyOf({ name, request, answer }: Template): Policy {
  return {
    name: prefix + name,
    bind(options, about) {
      const { section = 'request' } = options
      if (section === 'request')
        return request === undefined ? {} : { request: unlessFollowed(request(options, about)) }
      if (answer === undefined) return {}
      const change = answer(options, about)
      return { answer: (came, context) => (isFor(section, came.status) ? change(came, context) : came) }
    },
  }
}

/** The URL of a next page has had everything done to it. */
function unlessFollowed(change: ChangeRequest): ChangeRequest {
  return (request, context) => (context.follows ? request : change(request, context))
}

/** `Response` is a success, `Failure` what is none. */
function isFor(section: Json, status: number): boolean {
  return (status >= 200 && status < 400) === (section === 'response')
}

/** One of a template's own parameters, as text. */
export function text(options: JsonObject, name: string): string {
  const value = options[name]
  return typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value)
}
