export { watchFolder } from './watch-folder.ts'
export type { ExaminationPass, WatchedEntry, WatchedFolder, WatchOptions } from './watch-options.ts'
