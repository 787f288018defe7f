import type { Connections, ConnectRoom } from './connections.ts'
import { assertDistinctTypes } from './schemes/distinct-types.ts'

/**
 * What makes, seals and signs connections is loaded when one is first used: it is a quarter of what a kernel would
 * start with, and most starts use none. Throws `argument-invalid` for two security schemes of one type.
 */
export function createConnections(room: ConnectRoom): Connections {
  assertDistinctTypes(room.schemes)
  let made: Promise<Connections> | undefined
  const all = (): Promise<Connections> => {
    made ??= import('./make-connections.ts').then(({ makeConnections }) => makeConnections(room))
    return made
  }
  return {
    add: async (input) => (await all()).add(input),
    list: async (filter) => (await all()).list(filter),
    get: async (id) => (await all()).get(id),
    test: async (id) => (await all()).test(id),
    reauthorise: async (id, entered) => (await all()).reauthorise(id, entered),
    authorise: async (input) => (await all()).authorise(input),
    finish: async (callback) => (await all()).finish(callback),
    remove: async (id) => (await all()).remove(id),
    link: async (request) => (await all()).link(request),
    beyond: async (organisation, connector) => (await all()).beyond(organisation, connector),
    markNeedsReauthorisation: async (ids, tables) => (await all()).markNeedsReauthorisation(ids, tables),
    sealing: {
      seal: async (value, subject) => (await all()).sealing.seal(value, subject),
      open: async (text, subject) => (await all()).sealing.open(text, subject),
    },
    webhookCredentials: async (id) => (await all()).webhookCredentials(id),
    fingerprint: async (id, salt) => (await all()).fingerprint(id, salt),
    close: async () => (await made)?.close(),
  }
}
