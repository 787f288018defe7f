import { bodyCases } from './body-cases.ts'
import type { Cases } from './cases.ts'
import { defaultCases } from './default-cases.ts'
import { encodingCases } from './encoding-cases.ts'
import { hostCases } from './host-cases.ts'
import { nextLinkCases } from './next-link-cases.ts'
import { pollingCases } from './polling-cases.ts'
import { requestCases } from './request-cases.ts'
import { textCases } from './text-cases.ts'
import { valueCases } from './value-cases.ts'

/** By template. */
export const cases: Readonly<Record<string, Cases<unknown>>> = {
  ...requestCases,
  ...bodyCases,
  ...textCases,
  defaults: defaultCases,
  dynamichosturl: hostCases,
  pollingtrigger: pollingCases,
  setvaluefromurl: valueCases,
  updatenextlink: nextLinkCases,
  'url-encoding': encodingCases,
}
