export { type Entry, type WatchedFolder, type WatchOptions, watchFolder } from './watch-folder.ts'
