import type { Kernel, KernelEvents } from '../../src/index.ts'
import { type Host, organisation } from './host.ts'

/** The host's events, so far, by name and version. */
export function told({ events }: Host): string[] {
  return events.map(({ name, event }) => {
    const { version, connector = '?' } = event as { readonly version?: string; readonly connector?: string }
    return [name.replace('connector:', ''), connector, version].filter(Boolean).join(' ')
  })
}

/** The names of a connector’s operations; `undefined` where there is no such connector. */
export async function operations(kernel: Kernel, connector = 'bell', of = organisation): Promise<string[] | undefined> {
  return (await kernel.catalogue.get({ organisation: of, connector }))?.operations.map(({ name }) => name)
}

/** The failure that the host is told of. */
export async function failure(host: Host, matches?: (event: KernelEvents['connector:failed']) => boolean) {
  return host.event('connector:failed', matches)
}

/** Changes to this version. */
export const changedTo =
  (wanted: string) =>
  ({ version }: KernelEvents['connector:changed']) =>
    version === wanted
