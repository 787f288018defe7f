import { createHash } from 'node:crypto'
import { type Program, sdkSource } from '@jackfield/core/guest'
import { runBundler } from './run-bundler.ts'

/** Makes one text of many modules, in a process of its own: reading hostile code can crash a parser. */
export interface Bundler {
  /** What every guest's process begins with. */
  guest(): Promise<string>
  /** Throws `Error` that says what of the code can't be read. */
  connector(program: Program): Promise<string>
}

/** So many bundles are kept, those that were used last. */
const most = 64

export function createBundler(): Bundler {
  const bundles = new Map<string, Promise<string>>()
  let guest: Promise<string> | undefined

  function connector({ entry, files }: Program): Promise<string> {
    const key = createHash('sha256')
      .update(JSON.stringify([entry, files]))
      .digest('hex')
    const bundle = bundles.get(key) ?? runBundler({ entry, files, sdk: sdkSource })
    bundles.delete(key)
    bundles.set(key, bundle)
    bundle.catch(() => bundles.delete(key))
    const [oldest] = bundles.keys()
    if (oldest !== undefined && bundles.size > most) bundles.delete(oldest)
    return bundle
  }

  return {
    connector,
    guest() {
      guest ??= runBundler(null)
      guest.catch(() => {
        guest = undefined
      })
      return guest
    },
  }
}
