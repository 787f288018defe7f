import { argumentInvalid, isJackfieldError } from '../../errors/index.ts'
import { inferSchema, readSample } from '../../infer/index.ts'
import type { Schema } from '../../model/index.ts'
import type { Invocation, Prompt } from '../command.ts'
import { reportFailure } from '../report-failure.ts'
import type { Calling } from './create-calling.ts'
import type { Draft } from './draft.ts'
import { manifestText } from './manifest-text.ts'
import { attempts } from './questions.ts'
import { readSampleOption } from './read-sample-option.ts'

/**
 * What the operation answers: by the sample that `--sample` names or `--fetch` gets, else by what a person pastes or
 * has fetched; `{}` where nobody says. Throws `argument-invalid`, and what the call throws.
 */
export async function outputOf(invocation: Invocation, draft: Draft, calling: Calling): Promise<Schema> {
  const { prompt } = invocation.io
  const sample = await readSampleOption(invocation, 'sample')
  if (sample !== undefined) return inferSchema([sample])
  if (invocation.option('fetch') === 'true') return fetched(draft, calling)
  return prompt === undefined ? {} : askPerson(invocation, prompt, { draft, calling })
}

async function fetched(draft: Draft, calling: Calling): Promise<Schema> {
  if (draft.operation.effect !== 'read')
    throw argumentInvalid('A sample is fetched only with an operation that reads: this one would change something.', {
      hint: 'Give a sample with --sample FILE.',
    })
  return inferSchema([await calling(manifestText({ ...draft, output: {} }))])
}

interface Asked {
  readonly draft: Draft
  readonly calling: Calling
}

/** Again where a sample can't be read or fetched: all the other questions are answered by then. */
async function askPerson({ io }: Invocation, prompt: Prompt, { draft, calling }: Asked): Promise<Schema> {
  const reads = draft.operation.effect === 'read'
  const otherwise = reads ? 'just Enter to fetch one, or - for none' : 'or just Enter for none'
  for (let attempt = 0; attempt < attempts; attempt++) {
    const pasted = await prompt.askText(`Paste a sample answer (JSON, then an empty line), ${otherwise}:\n`, isSample)
    if (pasted === '-' || (pasted === '' && !reads)) return {}
    try {
      return pasted === '' ? await fetched(draft, calling) : inferSchema([readSample(pasted, 'The sample')])
    } catch (error) {
      if (!isJackfieldError(error)) throw error
      reportFailure(error, { io, format: 'text' })
    }
  }
  throw argumentInvalid('No sample came of it; nothing was written.', { hint: 'Give one with --sample FILE.' })
}

function isSample(text: string): boolean {
  try {
    readSample(text, '')
    return true
  } catch {
    return false
  }
}
