import { argumentInvalid, isJackfieldError } from '../../errors/index.ts'
import type { Invocation } from '../command.ts'

export interface Question<Value> {
  /** The option that answers it beforehand. */
  readonly option: string
  readonly text: string
  /** Taken for an empty answer, and where nobody can be asked. */
  readonly standard?: string
  /** Throws `argument-invalid` for an answer that won't do. */
  read(text: string): Value
}

/** Gets answers from flags, else from a person; what nobody answered is named all at once. */
export interface Questions {
  ask<Value>(question: Question<Value>): Promise<Value | undefined>
  /** Throws `argument-invalid` with every option that was missing. */
  assertAnswered(): void
}

/** How often a person is asked for the same thing. */
export const attempts = 5

export function createQuestions({ option, io }: Invocation): Questions {
  const missing: string[] = []
  return {
    async ask(question) {
      const given = option(question.option)
      if (given !== undefined && given !== '') return question.read(given)
      if (io.prompt !== undefined) return askPerson(question)
      if (question.standard !== undefined) return question.read(question.standard)
      missing.push(`--${question.option}`)
      return undefined
    },
    assertAnswered() {
      if (missing.length === 0) return
      throw argumentInvalid(`${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing.`, {
        hint: 'Give them, or run it in a terminal to be asked; jackfield new --help has examples.',
      })
    },
  }

  async function askPerson<Value>({ text, standard, read, option }: Question<Value>): Promise<Value> {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const answer = (await io.prompt?.ask(`${text}${standard === undefined ? '' : ` [${standard}]`}: `)) || standard
      if (answer === undefined) continue
      try {
        return read(answer)
      } catch (error) {
        if (!isJackfieldError(error)) throw error
        io.err(`  ${error.message}${error.hint === undefined ? '' : ` ${error.hint}`}\n`)
      }
    }
    throw argumentInvalid(`Nobody said what --${option} is.`, { hint: `Give it with --${option}.` })
  }
}
