import { createHash } from 'node:crypto'
import type { Connector } from '../../model/index.ts'
import { declarationVersion } from '../declare/declare-connector.ts'

const mark = '// Made by "jackfield types"'
const notice = `${mark}: what is written here by hand is lost.`

/** What a file of ours was made of, and what it was when it was made. */
interface Stamp {
  readonly model: string
  readonly text: string
}

/** A declaration with a header that says where it is from: no time, so that the same connector gives the same file. */
export function stamped(text: string, from: { readonly of: string; readonly model: string }): string {
  return `${notice}\n// From ${from.of}\n// model ${from.model} text ${digest(text)}\n\n${text}`
}

/** Whether the file is ours, whatever has become of it since. */
export function isOurs(file: string): boolean {
  return file.startsWith(mark)
}

/** Whether the file is what was made of the same model, untouched. */
export function isCurrent(file: string, model: string): boolean {
  const stamp = stampOf(file)
  return stamp !== undefined && stamp.model === model && stamp.text === digest(file.slice(file.indexOf('\n\n') + 2))
}

function stampOf(file: string): Stamp | undefined {
  const [, model, text] = /^\/\/ .*\n\/\/ .*\n\/\/ model (\S+) text (\S+)\n\n/.exec(file) ?? []
  return model === undefined || text === undefined ? undefined : { model, text }
}

/** Of all that a declaration is made of. */
export function modelDigest(connector: Connector): string {
  return digest(`${declarationVersion}\n${JSON.stringify(connector)}`)
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}
