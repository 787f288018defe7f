export { applyDynamic } from './apply-dynamic.ts'
export { type DynamicParts, findDynamic } from './find-dynamic.ts'
export { withoutMistaken } from './without-mistaken.ts'
