import { expect, test } from 'vitest'
import { editFiles } from '../../src/scenario/edit-files.ts'
import { readFault } from '../../src/scenario/fault.ts'
import { isColoured, Narrator } from '../../src/scenario/narrator.ts'

function narrate(isColouredOutput: boolean): string {
  let text = ''
  const narrator = new Narrator((more) => {
    text += more
  }, isColouredOutput)
  narrator.heading('Step 1 of 6 · It begins', 'Why it matters. '.repeat(20).trim())
  narrator.line('ready', 'a connector is live', 'good')
  narrator.quote('one\n\ntwo\n')
  narrator.mute()
  narrator.line('late', 'nobody hears this')
  return text
}

test('without colour there are no escape codes, and no line is long', () => {
  const text = narrate(false)
  expect(text).not.toContain('\u001b')
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100)
  expect(text).toMatch(/^ +\d\.\d\d {2}ready {5}a connector is live$/m)
  expect(text).not.toContain('nobody hears this')
})

test('with colour it says the same', () => {
  const text = narrate(true)
  expect(text).toContain('\u001b[32mready')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for.
  expect(text.replace(/\u001b\[\d+m/g, '').replace(/\d/g, '')).toBe(narrate(false).replace(/\d/g, ''))
})

test('colour is for terminals, and only where it was not declined', () => {
  expect(isColoured({ isTTY: true }, {})).toBe(true)
  expect(isColoured({ isTTY: true }, { NO_COLOR: '1' })).toBe(false)
  expect(isColoured({ isTTY: true }, { TERM: 'dumb' })).toBe(false)
  expect(isColoured({}, { FORCE_COLOR: '1' })).toBe(false)
})

test('a fault names a step', () => {
  expect(readFault({})).toBeUndefined()
  expect(readFault({ JACKFIELD_FAULT: '4' })).toBe(4)
  expect(() => readFault({ JACKFIELD_FAULT: '7' })).toThrow('JACKFIELD_FAULT is "7"; it names a step, 1 to 6.')
})

test('an edit that changes nothing is refused', () => {
  const files = new Map([
    ['connector.ts', 'nothing of it'],
    ['order.ts', 'a sku, a sku'],
  ])
  const edited = editFiles(files, [{ from: 'sku', to: 'itemCode' }])
  expect(Object.fromEntries(edited)).toEqual({ 'connector.ts': 'nothing of it', 'order.ts': 'a itemCode, a itemCode' })
  expect(() => editFiles(edited, [{ from: 'sku', to: 'itemCode' }])).toThrow('There is no "sku" to be replaced.')
})
