export { warnOfLost } from './lost-reference.ts'
export * from './place.ts'
export { createReferences, type Followed, type Lost, type OpenDocument, type References } from './references.ts'
