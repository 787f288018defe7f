import type { Connector, Operation } from '../model/index.ts'
import { durationWords } from './duration-words.ts'
import { codeSpan, plainText } from './plain-text.ts'

/** What a call does to the service, whether it may be repeated, and what happens when its answer never came. */
export function effectWords({ kind, effect, confirm }: Operation, { operations }: Connector): string {
  if (kind === 'trigger') return 'It starts a flow for each new item; an item is handed over once.'
  if (effect === 'read') return 'It only reads: nothing changes in the service, and it is safe to repeat.'
  if (effect === 'idempotent')
    return 'It changes something in the service and is safe to repeat: done twice, it is as if it were done once. When the answer never came, it is sent again.'
  const change = 'It changes something in the service and is **not** safe to repeat: done twice, it happens twice.'
  if (confirm === undefined)
    return `${change} When the answer never came, the run waits for a person, unless the step says otherwise.`
  const asked = operations[confirm.operation]
  const name = asked === undefined ? codeSpan(confirm.operation) : `“${plainText(asked.title)}” (${codeSpan(asked.id)})`
  return `${change} When the answer never came, ${name} is asked after ${durationWords(confirm.after)} whether it did happen; only if it did not, it is sent again.`
}
