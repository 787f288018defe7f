import type { Problem } from '../../model/index.ts'
import { inMebibytes, limits } from './limits.ts'

export function linkLeads(file: string, where: string): Problem {
  const message = `The symbolic link leads ${where}.`
  return { code: 'link-refused', message, file, hint: 'put the file itself here.' }
}

export function tooMany(file: string): Problem {
  const message = `The folder has more than ${limits.files} files, or folders deeper than ${limits.depth}.`
  return { code: 'entry-too-large', message, file, hint: 'keep only what belongs to the connector.' }
}

export function tooLarge(file: string): Problem {
  const message = `The file is larger than ${inMebibytes(limits.fileBytes)}, and is not read.`
  const hint = 'leave out of it what nobody uses, or divide it into files of one folder that refer to each other.'
  return { code: 'entry-too-large', message, file, hint }
}

export function tooMuch(file: string): Problem {
  const message = `The folder is larger than ${inMebibytes(limits.totalBytes)}.`
  return { code: 'entry-too-large', message, file, hint: 'keep only what belongs to the connector.' }
}

/** `ENOENT`, `EACCES` and the like in words. */
export function unreadable(file: string, cause: unknown): Problem {
  const code = (cause as NodeJS.ErrnoException).code
  if (code === 'ENOENT')
    return { code: 'entry-missing', message: 'There is no such file or folder.', file, hint: 'correct the path.' }
  const message = `It can't be read: ${code ?? String(cause)}.`
  return {
    code: 'entry-unreadable',
    message,
    file,
    hint: code === 'EACCES' || code === 'EPERM' ? 'allow the process to read it.' : 'check the file system.',
  }
}
