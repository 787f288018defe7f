/** What a `Digest` challenge asks for (RFC 7616 section 3.3), as far as it can be answered. */
export interface DigestChallenge {
  readonly realm: string
  readonly nonce: string
  readonly opaque: string | null
  readonly algorithm: DigestAlgorithm
  /** Absent in challenges of RFC 2069. */
  readonly qop: 'auth' | null
  readonly userhash: boolean
  /** The credentials may be right, only the nonce has ended. */
  readonly stale: boolean
}

/** From the weakest. */
const algorithms = ['MD5', 'MD5-sess', 'SHA-256', 'SHA-256-sess'] as const
export type DigestAlgorithm = (typeof algorithms)[number]

/** The strongest challenge of `WWW-Authenticate` that can be answered; `undefined` where there is none. */
export function readDigestChallenge(header: string): DigestChallenge | undefined {
  const challenges = challengesIn(header).flatMap(({ scheme, parameters }) =>
    scheme === 'digest' ? (challengeOf(parameters) ?? []) : [],
  )
  const strength = ({ algorithm }: DigestChallenge): number => algorithms.indexOf(algorithm)
  return challenges.toSorted((a, b) => strength(b) - strength(a))[0]
}

function challengeOf(parameters: ReadonlyMap<string, string>): DigestChallenge | undefined {
  const [realm, nonce] = [parameters.get('realm'), parameters.get('nonce')]
  const named = (parameters.get('algorithm') ?? 'MD5').toLowerCase()
  const algorithm = algorithms.find((each) => each.toLowerCase() === named)
  const qops = parameters
    .get('qop')
    ?.split(',')
    .map((each) => each.trim().toLowerCase())
  if (realm === undefined || nonce === undefined || algorithm === undefined) return undefined
  if (qops !== undefined && !qops.includes('auth')) return undefined
  const isTrue = (name: string): boolean => parameters.get(name)?.toLowerCase() === 'true'
  return {
    realm,
    nonce,
    opaque: parameters.get('opaque') ?? null,
    algorithm,
    qop: qops === undefined ? null : 'auth',
    userhash: isTrue('userhash'),
    stale: isTrue('stale'),
  }
}

interface Challenge {
  /** In lower case. */
  readonly scheme: string
  readonly parameters: Map<string, string>
}

const scheme = /[\s,]*([!#$%&'*+.^_`|~0-9A-Za-z-]+)(?=\s+[^\s=,]|\s*(?:,|$))(?!\s*=)/y
const parameter = /[\s,]*([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*))/y

/** The challenges of the header (RFC 9110 section 11.6.1); what can't be read ends the list. */
function challengesIn(header: string): readonly Challenge[] {
  const challenges: Challenge[] = []
  for (let at = 0; at < header.length; ) {
    const pair = matchAt(parameter, header, at)
    const name = pair === null ? matchAt(scheme, header, at) : null
    if (pair !== null) {
      const [whole, key = '', quoted, token = ''] = pair
      challenges.at(-1)?.parameters.set(key.toLowerCase(), quoted?.replaceAll(/\\(.)/g, '$1') ?? token)
      at += whole.length
    } else if (name !== null) {
      challenges.push({ scheme: (name[1] ?? '').toLowerCase(), parameters: new Map() })
      at += name[0].length
    } else break
  }
  return challenges
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}
