import type { Rule } from './rule.ts'
import { constraintRules } from './rules/constraint.ts'
import { discriminatorRules } from './rules/discriminator.ts'
import { fieldAddedRules } from './rules/field-added.ts'
import { fieldMovedRules } from './rules/field-moved.ts'
import { fieldRemovedRules } from './rules/field-removed.ts'
import { fieldRenamedRules } from './rules/field-renamed.ts'
import { fieldRequiredRules } from './rules/field-required.ts'
import { inputAdmitsRules } from './rules/input-admits.ts'
import { inputClosedRules } from './rules/input-closed.ts'
import { inputDefaultRule } from './rules/input-default.ts'
import { inputOverlappingRule } from './rules/input-overlapping.ts'
import { nullRules } from './rules/null.ts'
import { outputTypeRules } from './rules/output-type.ts'
import { valuesRules } from './rules/values.ts'
import { variantRules } from './rules/variant.ts'
import { wrappedRules } from './rules/wrapped.ts'

/** The kinds of change in an input or output. */
export const schemaRules: readonly Rule[] = [
  ...fieldAddedRules,
  ...fieldMovedRules,
  ...fieldRemovedRules,
  ...fieldRenamedRules,
  ...fieldRequiredRules,
  ...inputAdmitsRules,
  ...inputClosedRules,
  inputDefaultRule,
  inputOverlappingRule,
  ...constraintRules,
  ...discriminatorRules,
  ...nullRules,
  ...outputTypeRules,
  ...valuesRules,
  ...variantRules,
  ...wrappedRules,
]
