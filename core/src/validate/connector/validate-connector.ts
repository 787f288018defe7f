import type { Connector, Pointer, Problem } from '../../model/index.ts'
import type { Check } from './check.ts'
import { checkAnswers } from './check-answers.ts'
import { checkBodies } from './check-bodies.ts'
import { checkCalls } from './check-calls.ts'
import { checkChoices } from './check-choices.ts'
import { checkConfirm } from './check-confirm.ts'
import { checkDerived } from './check-derived.ts'
import { checkInputs } from './check-inputs.ts'
import { checkPages } from './check-pages.ts'
import { checkPaths } from './check-paths.ts'
import { checkPolling } from './check-polling.ts'
import { checkReferences } from './check-references.ts'
import { checkResults } from './check-results.ts'
import { checkSchemas } from './check-schemas.ts'
import { checkSecurity } from './check-security.ts'
import { checkServers } from './check-servers.ts'
import { checkStyles } from './check-styles.ts'
import { checkTemplates } from './check-templates.ts'
import { checkTest } from './check-test.ts'
import { checkWebhooks } from './check-webhooks.ts'

const checks: readonly Check[] = [
  checkServers,
  checkSecurity,
  checkDerived,
  checkSchemas,
  checkReferences,
  checkInputs,
  checkPaths,
  checkCalls,
  checkStyles,
  checkBodies,
  checkAnswers,
  checkTemplates,
  checkResults,
  checkPages,
  checkPolling,
  checkWebhooks,
  checkConfirm,
  checkChoices,
  checkTest,
]

type Place = (model: Pointer) => Pick<Problem, 'file' | 'line' | 'column' | 'pointer'>

/**
 * Checks what a connector's structure alone does not show: that its parts fit together. For a model from any format;
 * `place` says where a part of it was written. Every problem at once, in the order of the files.
 */
export function validateConnector(connector: Connector, place: Place): Problem[] {
  const problems = checks.flatMap((check) =>
    [...check(connector)].map(({ part: _part, pointer, ...mistake }) => ({ ...mistake, ...place(pointer) })),
  )
  const seen = new Set<string>()
  return problems.filter((problem) => seen.size !== seen.add(keyOf(problem)).size).sort(byPlace)
}

/** What `defaults` say is wrong once, however many operations take it. */
function keyOf({ code, file, pointer = '', message }: Problem): string {
  return JSON.stringify([code, file, pointer, pointer.startsWith('/defaults/') || message])
}

function byPlace(a: Problem, b: Problem): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0)
}
