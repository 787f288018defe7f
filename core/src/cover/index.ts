export {
  type Coverage,
  type CoverageCounts,
  type CoverageOptions,
  type CoverageProblem,
  type Covered,
  coverageOf,
} from './coverage-of.ts'
export { type FailedTrial, readTrials } from './read-trials.ts'
