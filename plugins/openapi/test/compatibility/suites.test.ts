import { beforeAll, describe, expect, it } from 'vitest'
import { scoreOf } from './compared.ts'
import { corpusFolder } from './corpus.ts'
import { compareSuites, readDisagreements, type SuiteReport } from './report.ts'

const corpus = corpusFolder()

/** What others say of pairs of documents, and of consumers and documents; the corpus stays where it is. */
describe.skipIf(corpus === undefined)('the suites of other checkers (the corpus is not here)', () => {
  let reports: readonly SuiteReport[] = []

  beforeAll(async () => {
    reports = await compareSuites(corpus ?? '')
    for (const { suite, cases, listed, withoutDocuments } of reports) {
      const usages = listed === cases ? '' : `; of its usages ${scoreOf(listed)}`
      const missing = withoutDocuments.length === 0 ? '' : `; ${withoutDocuments.length} have no documents`
      console.log(`${suite}: ${scoreOf(cases)}${usages}${missing}`)
    }
    console.log(`all: ${scoreOf(reports.flatMap(({ cases }) => cases))}`)
  }, 120_000)

  it.each(['openapitools', 'pactflow', 'qubership'] as const)(
    '%s agrees with the engine on whether there is a reason for an alarm, in 88 of 100 cases at least',
    (name) => {
      const report = reports.find(({ suite }) => suite === name)
      for (const cases of [report?.cases ?? [], report?.listed ?? []]) {
        expect(cases.length).toBeGreaterThan(0)
        expect(cases.filter(({ agrees }) => agrees).length / cases.length).toBeGreaterThanOrEqual(0.88)
      }
    },
  )

  it('have each disagreement listed, with whose policy it is and why ours is right', () => {
    const known = readDisagreements('disagreements')
    for (const { suite, listed } of reports)
      expect(
        listed
          .filter(({ agrees }) => !agrees)
          .map(({ id }) => id)
          .sort(),
      ).toEqual(Object.keys(known[suite]).sort())
  })

  it('have each level listed that differs where both raise an alarm', () => {
    const known = readDisagreements('levels')
    for (const { suite, listed } of reports) {
      const alarms = listed.filter(({ agrees, exact, theirs }) => agrees && !exact && isAlarm(theirs))
      expect(alarms.map(({ id }) => id).sort()).toEqual(Object.keys(known[suite]).sort())
    }
  })
})

const isAlarm = (theirs: string): boolean => ['breaking', 'error', 'incompatible', 'risky'].includes(theirs)
