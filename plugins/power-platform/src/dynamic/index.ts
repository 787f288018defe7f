export { applyDynamic } from './apply-dynamic.ts'
export { type DynamicParts, findDynamic } from './find-dynamic.ts'
export type { LeftOut } from './left-out.ts'
export { withoutMistaken } from './without-mistaken.ts'
