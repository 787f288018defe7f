import { createHash } from 'node:crypto'
import type { Connector } from '../../model/index.ts'
import { declarationVersion } from '../declare/declare-connector.ts'

const mark = '// Made by "jackfield types"'
const notice = `${mark}: what is written here by hand is lost.`

/** What a file of ours was made of, and what it was when it was made. */
interface Stamp {
  readonly model: string
  readonly text: string
  /** Absent where only reading it again tells whether it is still the same. */
  readonly source?: string
}

export interface StampedFrom {
  readonly of: string
  readonly model: string
  /** What it was read from, without a space. */
  readonly source?: string | undefined
}

/** A declaration with a header that says where it is from: no time, so that the same connector gives the same file. */
export function stamped(text: string, { of, model, source }: StampedFrom): string {
  const from = source === undefined ? '' : ` source ${source}`
  return `${notice}\n// From ${of}\n// model ${model} text ${digest(text)}${from}\n\n${text}`
}

/** Whether the file is ours, whatever has become of it since. */
export function isOurs(file: string): boolean {
  return file.startsWith(mark)
}

/** Whether the file is what was made of the same model, untouched. */
export function isCurrent(file: string, model: string): boolean {
  return untouched(file)?.model === model
}

/** What the file was made of, where nobody has changed it since. */
export function untouched(file: string): Stamp | undefined {
  const stamp = stampOf(file)
  return stamp?.text === digest(file.slice(file.indexOf('\n\n') + 2)) ? stamp : undefined
}

function stampOf(file: string): Stamp | undefined {
  const [, model, text, source] =
    /^\/\/ .*\n\/\/ .*\n\/\/ model (\S+) text (\S+)(?: source (\S+))?\n\n/.exec(file) ?? []
  if (model === undefined || text === undefined) return undefined
  return { model, text, ...(source !== undefined && { source }) }
}

/** Of all that a declaration is made of. */
export function modelDigest(connector: Connector): string {
  return digest(`${declarationVersion}\n${JSON.stringify(connector)}`)
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}
