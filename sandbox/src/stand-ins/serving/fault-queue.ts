import { ControlError } from './control-server.ts'

const most = 10_000

/** Faults that wait for the next requests to an endpoint, first planned first. */
export class FaultQueue<Endpoint extends string, Fault> {
  readonly #endpoints: readonly Endpoint[]
  readonly #planned: { readonly endpoint: Endpoint; readonly fault: Fault }[] = []

  constructor(endpoints: readonly Endpoint[]) {
    this.#endpoints = endpoints
  }

  plan(endpoint: Endpoint, fault: Fault, times = 1): void {
    if (!this.#endpoints.includes(endpoint)) throw new ControlError(`There is no endpoint "${endpoint}"`)
    if (!Number.isInteger(times) || times < 1 || times > most) throw new ControlError(`"times" is from 1 to ${most}`)
    for (let time = 0; time < times; time += 1) this.#planned.push({ endpoint, fault })
  }

  take(endpoint: Endpoint): Fault | undefined {
    const index = this.#planned.findIndex((planned) => planned.endpoint === endpoint)
    return index < 0 ? undefined : this.#planned.splice(index, 1)[0]?.fault
  }

  clear(): void {
    this.#planned.length = 0
  }
}
