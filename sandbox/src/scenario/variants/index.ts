export type { Edit } from './edit.ts'
export { type Variant, type VariantName, variantNames } from './variant.ts'
export { variants } from './variants.ts'
