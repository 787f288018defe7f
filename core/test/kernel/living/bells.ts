/**
 * A version of the bell, such as `2` or `2.1`: another major one has another path and field, a minor one a field more.
 */
export type Version = string

export const versions: readonly Version[] = ['1', '1.1', '2', '2.1', '3', '4']

export const majorOf = (version: Version): string => version.split('.')[0] ?? ''

export const fieldOf = (version: Version): string => `field${majorOf(version)}`

/** More of the bell, which nobody uses: it goes wherever the bell goes. */
export const extension = `jackfield: 1
id: bell-more
version: '1.0.0'
title: More of the bell
extends: bell
actions:
  hum:
    title: Hum
    http: GET /hum
    output: { type: object }
`

export function manifestOf(version: Version): string {
  const [major, minor] = version.split('.')
  const more = minor === undefined ? '' : `, more${minor}: { type: string }`
  return `jackfield: 1
id: bell
version: '${version}'
title: Bell
servers: [{ url: https://bell.example.com }]
actions:
  ring:
    title: Ring
    effect: idempotent
    http: POST /v${major}/ring
    output: { type: object, required: [${fieldOf(version)}], properties: { ${fieldOf(version)}: { type: string }${more} } }
`
}
