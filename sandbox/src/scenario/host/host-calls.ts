import type { Kernel } from '@jackfield/core'
import { flows } from '@jackfield/flows'
import type { Gates } from './gates.ts'
import type { HostCalls } from './protocol.ts'

const organisation = 'pune'

/** The calls of the host's process over its kernel. */
export function createHostCalls(kernel: Kernel, gates: Gates): HostCalls {
  return {
    async catalogue() {
      const listed = kernel.catalogue.list({ organisation })
      const found = await Promise.all(listed.map(({ id }) => kernel.catalogue.get({ organisation, connector: id })))
      return found.filter((connector) => connector !== undefined)
    },
    addConnection: (input) => kernel.connections.add({ organisation, ...input }),
    authorise: (input) => kernel.connections.authorise({ organisation, ...input }),
    connections: () => kernel.connections.list({ organisation }),
    testConnection: ({ id }) => kernel.connections.test(id),
    removeConnection: ({ id }) => kernel.connections.remove(id),
    async addFlow({ text, file, connections }) {
      await kernel.extension(flows).add(text, { organisation, file, connections })
    },
    runs: () => kernel.extension(flows).runs({ organisation }),
    changes: () => kernel.changes.list({ organisation }),
    approve: ({ id, dependents }) => kernel.approve(id, { by: 'operations', dependents }),
    setGate: async (gate) => gates.set(gate),
    openGate: async ({ gate }) => gates.open(gate),
    close: () => kernel[Symbol.asyncDispose](),
  }
}
