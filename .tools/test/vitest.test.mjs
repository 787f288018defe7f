import { expect, test } from 'vitest'
import { count } from '../vitest.mjs'

/** @param {Record<string, unknown>} parts */
const report = (parts) => ({
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [],
  ...parts,
})

test('a test file that cannot be loaded counts as a failure beside the failed tests', () => {
  const testResults = [
    { status: 'failed', assertionResults: [] },
    { status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] },
    { status: 'passed', assertionResults: [{ status: 'passed' }] },
  ]
  const found = count(report({ numPassedTests: 2, numFailedTests: 1, testResults }), 1, '')
  expect(found).toMatchObject({ passed: 2, failed: 2, skipped: 0 })
})

test('an error outside of any test is a failure, and so is a run without tests', () => {
  expect(count(report({ numPassedTests: 5 }), 1, '')).toMatchObject({ passed: 5, failed: 1 })
  expect(count(report({}), 0, '')).toMatchObject({ failed: 1 })
})

test('skipped tests and those to be written count as skipped', () => {
  const found = count(report({ numPassedTests: 1, numPendingTests: 2, numTodoTests: 1 }), 0, '')
  expect(found).toMatchObject({ passed: 1, failed: 0, skipped: 3 })
})
