import type { Rule } from './rule.ts'
import { authPlacementRule } from './rules/auth-placement.ts'
import { authSchemeRule } from './rules/auth-scheme.ts'
import { authScopeRules } from './rules/auth-scope.ts'
import { authTokenUrlRule } from './rules/auth-token-url.ts'
import { connectorChangedRule } from './rules/connector-changed.ts'
import { credentialRequiredRule } from './rules/credential-required.ts'
import { unexplainedInputRule, unexplainedOutputRule } from './rules/field-changed.ts'
import { inputPlacementRule } from './rules/input-placement.ts'
import { limitsRules } from './rules/limits.ts'
import { mediaOfferedRules } from './rules/media-offered.ts'
import { operationChangedRule } from './rules/operation-changed.ts'
import { operationCodeRule } from './rules/operation-code.ts'
import { operationConfirmRule } from './rules/operation-confirm.ts'
import { operationDeprecatedRule } from './rules/operation-deprecated.ts'
import { operationEffectRule } from './rules/operation-effect.ts'
import { operationKindRule } from './rules/operation-kind.ts'
import { operationListedRules } from './rules/operation-listed.ts'
import { operationMethodRule } from './rules/operation-method.ts'
import { operationOptionsRule } from './rules/operation-options.ts'
import { operationPathRule } from './rules/operation-path.ts'
import { operationPoliciesRule } from './rules/operation-policies.ts'
import { operationRequestRule } from './rules/operation-request.ts'
import { operationSchemaFromRule } from './rules/operation-schema-from.ts'
import { operationUnavailableRule } from './rules/operation-unavailable.ts'
import { operationVisibilityRule } from './rules/operation-visibility.ts'
import { pagesChangedRule } from './rules/pages.ts'
import { responseRules } from './rules/response.ts'
import { responseFailureRule } from './rules/response-failure.ts'
import { responseHeaderRule } from './rules/response-header.ts'
import { responseMediaRule } from './rules/response-media.ts'
import { responseStatusRule } from './rules/response-status.ts'
import { retryChangedRule } from './rules/retry.ts'
import { serverRules } from './rules/server.ts'
import { settingsRules } from './rules/settings.ts'
import { triggerRules } from './rules/trigger.ts'
import { webhookRules } from './rules/webhook.ts'
import { schemaRules } from './schema-rules.ts'

/** Every kind of change, sorted by id. */
export const rules: readonly Rule[] = [
  authPlacementRule,
  authSchemeRule,
  ...authScopeRules,
  authTokenUrlRule,
  connectorChangedRule,
  credentialRequiredRule,
  inputPlacementRule,
  ...limitsRules,
  operationChangedRule,
  operationCodeRule,
  operationConfirmRule,
  operationDeprecatedRule,
  operationEffectRule,
  operationKindRule,
  ...operationListedRules,
  operationMethodRule,
  operationOptionsRule,
  operationPathRule,
  operationPoliciesRule,
  operationRequestRule,
  operationSchemaFromRule,
  operationUnavailableRule,
  operationVisibilityRule,
  pagesChangedRule,
  ...mediaOfferedRules,
  ...responseRules,
  responseFailureRule,
  responseHeaderRule,
  responseMediaRule,
  responseStatusRule,
  retryChangedRule,
  ...serverRules,
  ...settingsRules,
  ...triggerRules,
  ...webhookRules,
  ...schemaRules,
  unexplainedInputRule,
  unexplainedOutputRule,
].sort((a, b) => (a.id < b.id ? -1 : 1))
