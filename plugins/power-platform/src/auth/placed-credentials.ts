import {
  type AuthScheme,
  type CustomScheme,
  dict,
  errors,
  isJsonObject,
  type Json,
  type JsonObject,
} from '@jackfield/core'

/** Options of a scheme of the type: what is entered, and where it is written. */
export interface PlacedCredentials {
  readonly fields: readonly PlacedField[]
  readonly places: readonly CredentialPlace[]
}

export interface PlacedField {
  readonly name: string
  readonly title: string
  readonly required: boolean
}

export interface CredentialPlace {
  readonly in: 'header' | 'query'
  readonly name: string
  /** Text, and names of fields. */
  readonly parts: readonly (string | { readonly credential: string })[]
}

const placedType = 'x-power-platform'

/**
 * A security scheme whose credentials stand in several places, or several in one. Without its credentials a place stays
 * as it is.
 */
export const placedCredentials: AuthScheme<CustomScheme> = {
  type: placedType,
  fields: (scheme) => optionsOf(scheme).fields,
  placements: (scheme) =>
    optionsOf(scheme).places.flatMap((place) =>
      namesIn(place).map((credential) => ({
        credential,
        placement: `${place.in} ${place.name}`,
        to: 'servers' as const,
      })),
    ),
  sign(request, scheme, credentials) {
    let signed = request
    for (const place of optionsOf(scheme).places) {
      const entered = namesIn(place).filter((name) => text(credentials[name]) !== '')
      if (entered.length === 0) continue
      const value = place.parts.map((part) => (typeof part === 'string' ? part : text(credentials[part.credential])))
      signed = placed(signed, place, value.join(''))
    }
    return signed
  },
}

type Request = Parameters<AuthScheme['sign']>[0]

function placed(request: Request, { in: where, name }: CredentialPlace, value: string): Request {
  if (where === 'query') {
    const url = new URL(request.url)
    url.searchParams.set(name, value)
    return { ...request, url: url.href }
  }
  if (!/^[\x20-\x7e]*$/.test(value))
    throw errors.connectionInvalid(`A credential holds characters that the header "${name}" cannot carry.`, {
      hint: 'Enter it again: a line break at its end is the usual culprit.',
    })
  return { ...request, headers: dict([...Object.entries(request.headers), [name.toLowerCase(), value]]) }
}

export function schemeOf({ fields, places }: PlacedCredentials): CustomScheme {
  return { type: placedType, options: JSON.parse(JSON.stringify({ fields, places })) as JsonObject }
}

function optionsOf({ options }: CustomScheme): PlacedCredentials {
  const { fields, places } = options
  return {
    fields: Array.isArray(fields)
      ? (fields as unknown as PlacedField[]).filter((each) => isJsonObject(each as never))
      : [],
    places: Array.isArray(places) ? (places as unknown as CredentialPlace[]) : [],
  }
}

function namesIn({ parts }: CredentialPlace): readonly string[] {
  return [...new Set(parts.flatMap((part) => (typeof part === 'string' ? [] : [part.credential])))]
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}
