import type { HostDependent, Kernel } from '../../src/index.ts'
import { bell } from './bell.ts'
import { organisation } from './host.ts'

const revision = (version: string, field: string): string =>
  bell({ version, actions: ['ring', 'toll'] }).replaceAll('sound', field)

/** Manifests of three versions, each of which renames the one field that there is. */
export const first = revision('1.0.0', 'sound')
export const second = revision('2.0.0', 'tone')
export const third = revision('3.0.0', 'pitch')

export const dependent = (id: string, whose: string = organisation): HostDependent => ({
  organisation: whose,
  id,
  edition: '1',
})

/** The version that an organisation has. */
export const version = (kernel: Kernel, whose: string = organisation): string | undefined =>
  kernel.catalogue.list({ organisation: whose }).find(({ id }) => id === 'bell')?.version
