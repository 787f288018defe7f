import { expect, test } from 'vitest'
import { assertNode } from '../../src/kernel/assert-node.ts'

test('says which Node it needs, where it is an older one', () => {
  for (const version of ['24.0.0', '26.10.0', process.versions.node]) expect(() => assertNode(version)).not.toThrow()
  for (const version of ['18.0.0', '20.20.2', '23.11.1'])
    expect(() => assertNode(version)).toThrow(`Jackfield needs Node 24 or later, and this is Node ${version}.`)
})
