import { operationNamed } from '../model/index.ts'
import { wordsOf } from './name-likeness.ts'
import { httpOf, type OperationPair } from './operation-pair.ts'

/**
 * Names that the operation had besides its id, and that name it no more. One that was made of the request is left out:
 * it goes with the method or path, which is told as such.
 */
export function lostAliases({ base, revision, connectors }: OperationPair): readonly string[] {
  const http = httpOf(base)
  const made = http === undefined ? '' : wordsOf(`${http.method} ${http.path}`).join(' ')
  return (base.aliases ?? []).filter(
    (alias) => !isMadeOf(made, alias) && operationNamed(connectors.revision.operations, alias) !== revision,
  )
}

/** So long a name may have been cut. */
const cutFrom = 40

/** A number tells it from another one of the same words. */
function isMadeOf(made: string, alias: string): boolean {
  const words = wordsOf(alias).join(' ')
  return words.replace(/ \d+$/, '') === made || words === made || (words.length >= cutFrom && made.startsWith(words))
}
