import { type Answer, json } from '../serving/index.ts'

/** An answer that ends the handling of a request: Zoho's envelope without a result. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly answer: Answer

  constructor(status: number, code: number, message: string, more: Record<string, unknown> = {}) {
    super(message)
    this.answer = json(status, { code, message, ...more })
  }
}

/**
 * Zoho documents the statuses 400, 401, 404, 405 and 429 and the shape `{ code, message }`
 * (https://www.zoho.com/inventory/api/v1/errors/), few of the codes. These are what it was seen to answer.
 */
export const refuse = {
  authentication: (): Refusal =>
    new Refusal(
      401,
      14,
      'The request could not be authenticated as the authentication value you entered is invalid. Enter a valid authentication value and try again.',
    ),
  /** A token that is unknown, expired, revoked, of another data centre, or without the scope that is needed. */
  authorization: (): Refusal => new Refusal(401, 57, 'You are not authorized to perform this operation'),
  method: (): Refusal => new Refusal(405, 37, 'The HTTP method is not allowed for the requested resource'),
  organizationMissing: (organizations: readonly unknown[]): Refusal =>
    new Refusal(
      400,
      6024,
      'This user belongs to multiple organizations, hence the parameter CompanyID/CompanyName is required for associating this user to a specific organization.',
      { error_info: organizations },
    ),
  organizationOfOthers: (id: string): Refusal =>
    new Refusal(400, 6041, `This user is not associated with the CompanyID/CompanyName:${id}.`),
  rate: (): Refusal =>
    new Refusal(
      429,
      44,
      'For security reasons your organization has been blocked as it have exceeded the maximum number of requests per minute that can originate from an organization.',
    ),
  url: (): Refusal => new Refusal(404, 5, 'Invalid URL Passed'),
  value: (name: string): Refusal => new Refusal(400, 2, `Invalid value passed for ${name}`),
  unknownItem: (): Refusal => new Refusal(400, 1002, 'Item does not exist.'),
}
