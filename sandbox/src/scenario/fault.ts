export const stepNumbers = [1, 2, 3, 4, 5, 6] as const

export type StepNumber = (typeof stepNumbers)[number]

/** Which step goes wrong on purpose: `JACKFIELD_FAULT=1` to `6`, so that a test can see that the step notices. */
export function readFault(environment: NodeJS.ProcessEnv): StepNumber | undefined {
  const text = environment.JACKFIELD_FAULT ?? ''
  if (text === '') return undefined
  const step = stepNumbers.find((number) => String(number) === text)
  if (step === undefined) throw new Error(`JACKFIELD_FAULT is "${text}"; it names a step, 1 to ${stepNumbers.length}.`)
  return step
}
