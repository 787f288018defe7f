import { expect, it } from 'vitest'
import { diffConnectors } from '../../src/diff/index.ts'
import { assess } from '../../src/impact/index.ts'
import { actionOf, withOperations } from '../diff/models.ts'

it('a name that an operation had besides its id breaks the steps that use it, and no others', () => {
  const [base, revision] = [withOperations(actionOf('find', { aliases: ['seek'] })), withOperations(actionOf('find'))]
  const report = assess({
    base: 'base',
    revision: 'revision',
    pairs: [{ base, revision, changes: diffConnectors(base, revision) }],
    dependents: [
      {
        dependent: { organisation: '', id: 'flow', edition: '', kind: 'flow' },
        usages: ['seek', 'find'].map((id) => ({ step: id, operation: `shop.${id}`, supplies: [], reads: [] }) as const),
        complete: true,
      },
    ],
  })
  expect(report.steps.map(({ step, status }) => [step, status])).toEqual([
    ['find', 'unaffected'],
    ['seek', 'broken'],
  ])
})
