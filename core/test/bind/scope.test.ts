import { expect, it } from 'vitest'
import { type Level, openKernelScope, provide, type Token, token } from '../../src/bind/scope.ts'

const clock: Token<{ readonly name: string }> = token('kernel', 'clock')
const model: Token<{ readonly id: string }> = token('revision', 'model')
const signer: Token<{ readonly secret: string }> = token('connection', 'signer')

const kernelScope = () => openKernelScope([provide(clock, () => ({ name: 'clock' }))])
const revisionOf = (id: string) => [provide(model, () => ({ id }))]
const connectionOf = (secret: string) => [provide(signer, () => ({ secret }))]

it('gives each plugin what was made for it, whoever asks first', () => {
  const kernel = kernelScope()
  const a = kernel.open('revision', revisionOf('a'))
  const b = kernel.open('revision', revisionOf('b'))
  const connectionA = a.open('connection', connectionOf('secret of a'))
  const connectionB = b.open('connection', connectionOf('secret of b'))
  expect(connectionB.get(signer)).toEqual({ secret: 'secret of b' })
  expect(connectionA.get(signer)).toEqual({ secret: 'secret of a' })
  expect(connectionB.get(model)).toEqual({ id: 'b' })
  expect(connectionA.get(clock)).toBe(connectionB.get(clock))
})

it('never makes a service of a wider scope from the values of a narrower one', () => {
  const seen: string[] = []
  const shared: Token<string> = token('kernel', 'shared')
  const kernel = openKernelScope([
    provide(shared, (get) => {
      seen.push('made')
      expect(() => get(signer)).toThrow(/narrower connection scope/)
      return 'shared'
    }),
  ])
  expect(seen).toEqual(['made'])
  const connection = kernel.open('revision', revisionOf('a')).open('connection', connectionOf('x'))
  expect(connection.get(shared)).toBe('shared')
  expect(seen).toEqual(['made'])
})

it('refuses to provide or take what belongs to another level', () => {
  const kernel = kernelScope()
  expect(() => kernel.get(model)).toThrow(/narrower revision scope/)
  expect(() => kernel.open('revision', connectionOf('x'))).toThrow(/belongs to the connection scope/)
  const revision = kernel.open('revision', revisionOf('a'))
  expect(() => revision.open('kernel', [])).toThrow(/can't be opened inside/)
})

it('disposes last in first out, narrower scopes first, and leaves its neighbour whole', async () => {
  const gone: string[] = []
  const noting = (level: Level, name: string) =>
    provide(
      token<string>(level, name),
      () => name,
      () => void gone.push(name),
    )
  const kernel = openKernelScope([noting('kernel', 'kernel 1'), noting('kernel', 'kernel 2')])
  const a = kernel.open('revision', [noting('revision', 'a')])
  const b = kernel.open('revision', [...revisionOf('b'), noting('revision', 'b')])
  a.open('connection', [noting('connection', 'a connection')])

  await a[Symbol.asyncDispose]()
  expect(gone).toEqual(['a connection', 'a'])
  expect(b.get(model)).toEqual({ id: 'b' })

  await kernel[Symbol.asyncDispose]()
  expect(gone).toEqual(['a connection', 'a', 'b', 'kernel 2', 'kernel 1'])
})

it('disposes the others when one throws, and says so', async () => {
  const gone: string[] = []
  const kernel = openKernelScope([
    provide(
      token<number>('kernel', 'one'),
      () => 1,
      () => void gone.push('one'),
    ),
    provide(
      token<number>('kernel', 'two'),
      () => 2,
      () => {
        throw new Error('stuck')
      },
    ),
  ])
  await expect(kernel[Symbol.asyncDispose]()).rejects.toThrow(/1 services of the kernel scope did not close/)
  expect(gone).toEqual(['one'])
})
