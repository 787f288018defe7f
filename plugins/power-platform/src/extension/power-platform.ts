import { defineExtension, type ExtensionFactory } from '@jackfield/core'
import { placedCredentials } from '../auth/index.ts'
import { policies } from '../policies/index.ts'
import { powerPlatformFormat } from './power-platform-format.ts'

/**
 * `createKernel({ extensions: [powerPlatform()] })`: the folder of a Power Platform custom connector in a watched
 * folder is a connector, with its authentication, policies, triggers and dynamic values.
 */
export const powerPlatform: ExtensionFactory<unknown> = defineExtension('power-platform', () => ({
  formats: [powerPlatformFormat()],
  auth: [placedCredentials],
  policies,
}))
