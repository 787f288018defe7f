import { styleText } from 'node:util'

export type Tone = 'plain' | 'good' | 'warning' | 'bad'

const styles = { plain: 'cyan', good: 'green', warning: 'yellow', bad: 'red' } as const
const markWidth = 9
const wrapAt = 96

/** Tells what happens: a heading for each step, a line with the time for each event. */
export class Narrator {
  readonly #write: (text: string) => void
  readonly #isColoured: boolean
  readonly #began = performance.now()
  #isMuted = false

  constructor(write: (text: string) => void, isColoured: boolean) {
    this.#write = write
    this.#isColoured = isColoured
  }

  heading(title: string, why: string): void {
    this.#say(`\n${this.#style('bold', title)}`)
    for (const line of wrap(why, wrapAt)) this.#say(this.#style('dim', line))
  }

  /** One event. */
  line(mark: string, text: string, tone: Tone = 'plain'): void {
    const seconds = ((performance.now() - this.#began) / 1000).toFixed(2).padStart(7)
    this.#say(`${this.#style('dim', seconds)}  ${this.#style(styles[tone], mark.padEnd(markWidth))} ${text}`)
  }

  /** Text of several lines, such as a report. */
  quote(text: string): void {
    for (const line of text.trimEnd().split('\n')) this.#say(`         ${this.#style('dim', '│')} ${line}`.trimEnd())
  }

  paragraph(text: string): void {
    this.#say(text)
  }

  /** Says nothing more. */
  mute(): void {
    this.#isMuted = true
  }

  #say(text: string): void {
    if (!this.#isMuted) this.#write(`${text}\n`)
  }

  #style(style: Parameters<typeof styleText>[0], text: string): string {
    return this.#isColoured ? styleText(style, text, { validateStream: false }) : text
  }
}

/** Colour is for terminals, and only where it was not declined (https://no-color.org). */
export function isColoured(stream: { readonly isTTY?: boolean }, environment: NodeJS.ProcessEnv): boolean {
  return stream.isTTY === true && (environment.NO_COLOR ?? '') === '' && environment.TERM !== 'dumb'
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last === undefined || last.length + word.length >= width) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines
}
