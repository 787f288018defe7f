import { stamped } from './stamp.ts'

/** The file that takes in all others; `strict`: no other operation has a name. */
export function indexText(files: readonly string[], strict: boolean): string {
  const imports = files.map((file) => `import type {} from './${file.replace(/\.d\.ts$/, '.js')}'\n`)
  const text = [...imports, ...(files.length === 0 ? ['export {}\n'] : []), ...(strict ? [`\n${strictly}`] : [])].join(
    '',
  )
  return stamped(text, { of: 'every connector', model: '-' })
}

const strictly = `declare global {
  namespace Jackfield {
    interface Options {
      readonly strict: true
    }
  }
}
`
