import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import type { Prompt } from '../../src/cli/command.ts'
import { createPrompt } from '../../src/cli/terminal-prompt.ts'

/** What a terminal shows while somebody types. */
async function typing<Answer>(keys: string, converse: (prompt: Prompt) => Promise<Answer>) {
  const input = new PassThrough()
  const output = new PassThrough()
  const prompt = createPrompt({ input, output })
  const answer = converse(prompt)
  input.write(keys)
  const given = await answer
  prompt.close()
  output.end()
  return { given, shown: await text(output) }
}

const isJson = (pasted: string): boolean => {
  try {
    JSON.parse(pasted)
    return true
  } catch {
    return false
  }
}

describe('a prompt', () => {
  it('trims an answer, and keeps lines that come before they are asked for', async () => {
    const { given } = await typing(' one \rtwo\r', async (prompt) => [await prompt.ask('A? '), await prompt.ask('B? ')])
    expect(given).toEqual(['one', 'two'])
  })

  it('does not show a secret, and shows what comes after it', async () => {
    const { given, shown } = await typing('s3cret\r', async (prompt) => prompt.askSecret('Key: '))
    expect(given).toBe('s3cret')
    expect(shown).not.toContain('s3cret')
    expect((await typing('plain\r', async (prompt) => prompt.ask('Name: '))).shown).toContain('plain')
  })

  it.each([
    ['one line', '{"a":1}\r\r', '{"a":1}'],
    ['an empty line inside', '{"a":1,\r\r "b":2}\r\r', '{"a":1,\n\n "b":2}'],
    ['lines of blanks', '{"a":1}\r   \r', '{"a":1}'],
    ['what never becomes whole', '{"a":\r\r\rn\r', '{"a":'],
    ['nothing', '\r', ''],
    ['a dash', '-\r', '-'],
    ['the end of the input', '{"a":1,\r\u0004', '{"a":1,'],
    ['what is longer than a terminal’s line', `["${'x'.repeat(10_000)}"]\r\r`, `["${'x'.repeat(10_000)}"]`],
  ])('takes a pasted text with %s', async (_what, keys, pasted) => {
    expect((await typing(keys, async (prompt) => prompt.askText('Paste: ', isJson))).given).toBe(pasted)
  })
})
