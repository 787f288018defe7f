import { type HmacVerification, isToken, type Webhook } from '../../model/index.ts'
import type { Mistake } from '../structure/mistake.ts'
import { capitalised } from './check.ts'
import type { PlacedWebhook } from './placed-webhook.ts'

/** A signature covers what it is to protect, and can be found in its header. */
export function* checkVerification({ verify, challenge }: Webhook, placed: PlacedWebhook): Iterable<Mistake> {
  if (verify.kind === 'hmac') {
    yield* checkSigned(verify, placed)
    yield* checkFormat(verify, placed)
  }
  if (verify.kind === 'url' && challenge?.answer.hmac !== undefined)
    yield {
      code: 'challenge-unsigned',
      message: `${capitalised(placed.name)} signs what answers a challenge, and has no secret.`,
      pointer: `${placed.at}/challenge/answer/hmac`,
      hint: 'verify with "hmac", whose secret signs the answer.',
    }
}

const placeNames = /\{([^{}]*)\}/g

function isSignable(name: string): boolean {
  return (
    ['body', 'timestamp', 'url'].includes(name) || (name.startsWith('header.') && isToken(name.slice('header.'.length)))
  )
}

function* checkSigned({ signed, timestamp, format }: HmacVerification, { name, at }: PlacedWebhook): Iterable<Mistake> {
  const names = [...signed.matchAll(placeNames)].map(([, inside = '']) => inside)
  const refuse = (message: string, hint: string): Mistake => ({
    code: 'signature-wrong',
    message: `What is signed for ${name} ${message}.`,
    pointer: `${at}/verify/signed`,
    hint,
  })
  const unknown = names.find((each) => !isSignable(each))
  if (unknown !== undefined)
    yield refuse(`reads {${unknown}}, which a request has not`, 'write {body}, {timestamp}, {url} or {header.name}.')
  if (!names.includes('body')) yield refuse('leaves the body out: anybody could change it', 'put {body} into it.')
  if (names.includes('timestamp') && timestamp === undefined)
    yield refuse('has a {timestamp}, and nothing says where it is', 'add "timestamp", with its header and unit.')
  if (timestamp !== undefined && !names.includes('timestamp') && !readsHeader(names, timestamp.header))
    yield refuse('leaves the timestamp out: anybody could change it', 'put {timestamp} into it.')
  if (timestamp !== undefined && timestamp.header === undefined && !format.includes('{timestamp}'))
    yield {
      ...refuse(
        'has a time of which nothing says where it is',
        'add "header" to it, or put {timestamp} into "format".',
      ),
      pointer: `${at}/verify/timestamp`,
    }
}

function readsHeader(names: readonly string[], header: string | undefined): boolean {
  return header !== undefined && names.some((name) => name.toLowerCase() === `header.${header.toLowerCase()}`)
}

function* checkFormat({ format }: HmacVerification, { name, at }: PlacedWebhook): Iterable<Mistake> {
  const names = [...format.matchAll(placeNames)].map(([, inside = '']) => inside)
  const wrong = (message: string, hint: string): Mistake => ({
    code: 'signature-wrong',
    message: `The format of the signature of ${name} ${message}.`,
    pointer: `${at}/verify/format`,
    hint,
  })
  const unknown = names.find((each) => each !== 'signature' && each !== 'timestamp')
  if (unknown !== undefined) yield wrong(`has {${unknown}}`, 'write {signature} and {timestamp}.')
  else if (names.filter((each) => each === 'signature').length !== 1)
    yield wrong(
      'does not have {signature} once',
      'such as sha256={signature}; several signatures are found by themselves.',
    )
  else if (names.length > 1 && !/\}[,; ]/.test(format))
    yield wrong(
      'has nothing between its places',
      'put a comma, a semicolon or a space between them, as the service does.',
    )
}
