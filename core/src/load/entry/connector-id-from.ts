import { createHash } from 'node:crypto'
import { type ConnectorId, connectorIdPattern } from '../../model/index.ts'

const longest = 64

/** Letters that Unicode does not take apart, as they are usually written without. */
const plain: Readonly<Record<string, string>> = {
  æ: 'ae',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ł: 'l',
  ŋ: 'n',
  ø: 'o',
  œ: 'oe',
  ß: 'ss',
  þ: 'th',
  ŧ: 't',
}

/**
 * A connector's id from a name that somebody else chose: of a foreign document's folder, or of its file, whose ending
 * (`.json`, `.yaml`, `.yml`) is left out. The same name always gives the same id: small letters, digits and a hyphen
 * for whatever stands between them; `api-` before a digit. What letters are lost by, or what is too long, has a digest
 * at its end instead, so that two such names stay two ids.
 */
export function connectorIdFrom(name: string): ConnectorId {
  const whole = name.normalize('NFC').replace(/\.(json|ya?ml)$/i, '')
  const latin = [...whole.toLowerCase().normalize('NFKD').replaceAll(/\p{M}/gu, '')]
    .map((letter) => plain[letter] ?? letter)
    .join('')
  const slug = latin.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '')
  const id = /^[a-z]/.test(slug) ? slug : `api-${slug}`.replace(/-$/, '')
  const isLossy = slug === '' || id.length > longest || /[^a-z0-9]/u.test(latin.replaceAll(/[^\p{L}\p{N}]/gu, ''))
  return isLossy ? withDigest(id, whole) : id
}

function withDigest(id: string, name: string): ConnectorId {
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 8)
  const short = `${id.slice(0, longest - digest.length - 1).replace(/-+$/, '')}-${digest}`
  return connectorIdPattern.test(short) ? short : `api-${digest}`
}
