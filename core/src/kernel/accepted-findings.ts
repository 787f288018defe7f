import { type AcceptedFinding, acceptanceProblems, isOver } from '../impact/index.ts'
import type { Json } from '../model/index.ts'
import type { NormalizedOptions } from './read-options.ts'

/**
 * What the host says that an organisation lives with, as far as it is in force now. An answer that is not understood
 * accepts nothing, and is logged: a change is held rather too often. Reports say by whom and until when; why, the host
 * knows.
 */
export function acceptedFindings({
  accepted,
  clock,
  log,
}: Pick<NormalizedOptions, 'accepted' | 'clock' | 'log'>): (organisation: string) => readonly AcceptedFinding[] {
  return (organisation) => {
    const given = ask(organisation)
    const problems = acceptanceProblems({ accepted: given } as unknown as Json)
    if (problems.length === 0)
      return given
        .filter((each) => !isOver(each, clock.now()))
        .map(({ fingerprint, by, until }) => ({ fingerprint, by, until }))
    log.error('what is accepted is not understood, and nothing is', { organisation, problems })
    return []
  }

  function ask(organisation: string): readonly AcceptedFinding[] {
    try {
      return accepted(organisation)
    } catch (error) {
      log.error('what is accepted is not known, and nothing is', { organisation, error })
      return []
    }
  }
}
