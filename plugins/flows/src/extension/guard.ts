import { errors, isOrganisation } from '@jackfield/core'
import type { FlowsApi } from './flows-api.ts'

/** The same functions, each of which first asks whether the kernel is open and whom it is for. */
export function guard(api: FlowsApi, isClosed: () => boolean): FlowsApi {
  const open = (): void => {
    if (isClosed()) throw errors.kernelClosed('The kernel is closed.', { hint: 'Make a new one with createKernel().' })
  }
  return {
    async add(text, options) {
      open()
      assertOrganisation(options)
      if (typeof text !== 'string')
        throw errors.argumentInvalid('A flow document is text.', { hint: 'Give YAML or JSON, as it is in its file.' })
      return api.add(text, { ...options, connections: options.connections ?? {} })
    },
    async list(filter) {
      open()
      assertOrganisation(filter)
      return api.list(filter)
    },
    async get(flow) {
      open()
      assertOrganisation(flow)
      return api.get(flow)
    },
    async remove(flow) {
      open()
      assertOrganisation(flow)
      return api.remove(flow)
    },
    async runs(filter) {
      open()
      assertOrganisation(filter)
      return api.runs(filter)
    },
    async journal(run) {
      open()
      return api.journal(run)
    },
    async decide(run, decision) {
      open()
      return api.decide(run, decision)
    },
    async resume(run) {
      open()
      return api.resume(run)
    },
  }
}

/** Without one, a list would be everybody's. */
function assertOrganisation(given: { readonly organisation: string } | undefined): void {
  if (!isOrganisation(given?.organisation))
    throw errors.argumentInvalid('No organisation was named.', {
      hint: "Name the organisation that this is for: { organisation: 'pune' }.",
    })
}
