import { type CallFiles, callFiles, createFiles, type Files, temporaryFiles } from '../../src/files/index.ts'

/** Files in a temporary folder, for calls that are made without a kernel. */
export const testFiles: Files = createFiles({
  store: await temporaryFiles().open({ clock: { now: () => Date.now(), sleep: async () => {} } }),
})

/** Those of organisation `pune`. */
export const puneFiles: CallFiles = callFiles(testFiles, 'pune')
