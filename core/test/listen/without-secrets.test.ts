import { expect, it } from 'vitest'
import { operationFailed } from '../../src/errors/index.ts'
import { withoutSecrets } from '../../src/listen/webhook/without-secrets.ts'

const secret = 'aGVsbG8gd29ybGQ+/hush=='

it.each([
  ['as it is', `no: ${secret}.`, 'no: ***.'],
  ['in a form', `no: secret=${encodeURIComponent(secret)}&a=1`, 'no: secret=***&a=1'],
  ['cut off', `no: ${secret.slice(0, 15)}…`, 'no: ***…'],
  ['cut off in a form', `no: ${encodeURIComponent(secret).slice(0, 21)}…`, 'no: ***…'],
  ['not at all', 'no: aGVs', 'no: aGVs'],
])('takes out a secret that a service repeats %s', (_how, message, clean) => {
  const hint = `hint ${message}`
  const error = withoutSecrets(operationFailed(message, { hint, status: 422, retryAfter: 7 }), [secret, null, ''])
  expect(error).toMatchObject({
    code: 'operation-failed',
    message: clean,
    hint: `hint ${clean}`,
    status: 422,
    retryAfter: 7,
  })
  expect(withoutSecrets(new Error(message), [secret])).toMatchObject({ message: clean })
})
