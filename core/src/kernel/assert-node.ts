import { argumentInvalid } from '../errors/index.ts'

/** The first that has everything the kernel and its store need. */
const oldest = 24

/** Throws `argument-invalid` for a Node that is too old, rather than that some import fails. */
export function assertNode(version: string = process.versions.node): void {
  if (Number.parseInt(version, 10) >= oldest) return
  throw argumentInvalid(`Jackfield needs Node ${oldest} or later, and this is Node ${version}.`, {
    hint: 'Start the host with a newer one: https://nodejs.org, or the package "node" of npm.',
  })
}
