import { expect, it } from 'vitest'
import { quoted } from '../../src/model/index.ts'

it.each([
  ['trigger.sku', '"trigger.sku"'],
  ['"In stock: " & trigger.sku', '“"In stock: " & trigger.sku”'],
  [' trigger.a\n  & trigger.b ', '"trigger.a & trigger.b"'],
  ['', '""'],
  ['a'.repeat(80), `"${'a'.repeat(80)}"`],
  [`${'a'.repeat(80)}"`, `"${'a'.repeat(79)}…"`],
])('%j is quoted as %s', (expression, text) => {
  expect(quoted(expression)).toBe(text)
})
