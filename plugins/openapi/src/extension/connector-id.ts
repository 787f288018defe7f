import { connectorIdPattern } from '@jackfield/core'

/** An id from a name that somebody else chose: of a folder, or of a file without its ending. */
export function connectorId(name: string): string {
  const plain = name
    .replace(/\.(json|ya?ml)$/i, '')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
  const id = /^[a-z]/.test(plain) ? plain : `api-${plain}`.replace(/-$/, '')
  const short = id.slice(0, 64).replace(/-+$/, '')
  return connectorIdPattern.test(short) ? short : 'api'
}
