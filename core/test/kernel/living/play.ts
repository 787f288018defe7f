import { isDeepStrictEqual } from 'node:util'
import type { HeldId } from '../../../src/index.ts'
import { fieldOf, majorOf, type Version, versions } from './bells.ts'
import { type Decision, type Deed, perform } from './deed.ts'
import { desk } from './desk.ts'
import { type Change, Model } from './model.ts'
import { expected, type Known, observe, usedAndKept } from './observed.ts'
import { Random } from './random.ts'
import { type Death, World } from './world.ts'

const names = ['goa', 'pune']
const ids = ['a', 'b']
const fields = ['field1', 'field2', 'field3']

/** One random sequence: what is done, what is expected of it, and whether that is so. */
export class Play implements AsyncDisposable {
  readonly trace: string[] = []
  readonly #random: Random
  readonly #known: Known = new Map()
  #world!: World
  #model = new Model()
  #runs = 0

  constructor(seed: number) {
    this.#random = new Random(seed)
  }

  static async open(seed: number): Promise<Play> {
    const play = new Play(seed)
    play.#world = await World.open()
    for (const name of names) play.#model.of(name)
    await play.#edit('1')
    for (const name of names)
      for (const id of ids) await play.#do({ kind: 'flow', organisation: name, id, field: 'field1' })
    return play
  }

  /** Throws with everything that led there. */
  async step(): Promise<void> {
    try {
      const { length } = this.trace
      while (this.trace.length === length) await this.#anything()
      await this.#assertSound()
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      throw new Error(`${message}\nafter\n${this.trace.join('\n')}`, { cause: error })
    }
  }

  async #anything(): Promise<void> {
    const random = this.#random
    const kinds: readonly [number, () => Promise<void>][] = [
      [4, () => this.#edit(random.pick(versions))],
      [1, () => this.#edit(null)],
      [1, () => this.#edit('broken')],
      [1, () => this.#editLive(random.pick(versions))],
      [
        2,
        () =>
          this.#do({
            kind: 'flow',
            organisation: random.pick(names),
            id: random.pick(ids),
            field: random.pick(fields),
          }),
      ],
      [0.5, () => this.#do({ kind: 'unflow', organisation: random.pick(names), id: random.pick(ids) })],
      [1, () => this.#begin()],
      [1, () => this.#finish()],
      [6, () => this.#decide()],
      [1, () => this.#restart()],
    ]
    let at = random.next() * kinds.reduce((sum, [weight]) => sum + weight, 0)
    for (const [weight, deed] of kinds) {
      at -= weight
      if (at < 0) return deed()
    }
  }

  /** While no kernel runs; some die over it first. */
  async #edit(file: Version | 'broken' | null): Promise<void> {
    this.trace.push(`edit ${file}`)
    await this.#world.stop()
    await this.#world.put(file)
    const next = this.#model.clone()
    if (file !== 'broken') next.put(file)
    else next.isReadable = false
    const death = this.#random.chance(0.3) ? this.#death('stage') : undefined
    if (death !== undefined && this.#random.chance(0.3)) this.#world.kill(death)
    else if (death !== undefined) {
      await this.#world.start(death).catch((error) => {
        if (error.message !== 'dead') throw error
      })
      await this.#world.stop()
    }
    await this.#world.start()
    await this.#settle(file === 'broken' ? [next] : this.#options(next, file))
  }

  async #editLive(file: Version): Promise<void> {
    this.trace.push(`edit ${file} while it runs`)
    await this.#world.put(file)
    const next = this.#model.clone()
    next.put(file)
    const options = this.#options(next, file)
    const deadline = Date.now() + 20_000
    while (this.#found(options) === undefined && Date.now() < deadline)
      await new Promise((wake) => setTimeout(wake, 20))
    await this.#world.kernel.rescan()
    await this.#settle(options)
  }

  /** An organisation without flows has what everybody has, which depends on who holds what. */
  #options(next: Model, file: Version | null): readonly Model[] {
    let all: readonly Model[] = [next]
    for (const [name, { flows, serving }] of this.#model.organisations) {
      if (flows.size > 0) continue
      all = all.flatMap((model) => {
        const other = model.clone()
        other.organisations.set(name, this.#model.clone().of(name))
        return serving === file ? [model] : [model, other]
      })
    }
    return all
  }

  async #restart(): Promise<void> {
    this.trace.push('restart')
    const before = await this.#fingerprints()
    await this.#world.stop()
    await this.#world.start()
    await this.#settle([this.#model])
    const after = await this.#fingerprints()
    if (!isDeepStrictEqual(before, after))
      throw new Error(`It reports otherwise after a restart: ${JSON.stringify([before, after])}`)
  }

  async #fingerprints(): Promise<unknown> {
    const all = await Promise.all(names.map((organisation) => this.#world.kernel.changes.list({ organisation })))
    return all.flat().map(({ id, report }) => [id, report.findings.map(({ fingerprint }) => fingerprint)])
  }

  async #begin(): Promise<void> {
    const organisation = this.#random.pick(names)
    const id = this.#random.pick(ids)
    const flow = this.#model.of(organisation).flows.get(id)
    if (flow?.bound == null) return
    await this.#do({ kind: 'begin', organisation, id, run: `run ${++this.#runs}` })
  }

  async #finish(): Promise<void> {
    const runs = [...this.#model.runs.keys()]
    if (runs.length > 0) await this.#do({ kind: 'finish', run: this.#random.pick(runs) })
  }

  async #decide(): Promise<void> {
    const organisation = this.#random.pick(names)
    const random = this.#random
    const { changes, flows } = this.#model.of(organisation)
    const held = this.#model.held(organisation)
    const open = changes.filter((change) => this.#model.isOpen(organisation, change))
    if (held === undefined || (open.length > 0 && random.chance(0.4))) {
      const change = random.pick(changes)
      if (change !== undefined) await this.#do({ kind: 'rollback', organisation, change: change.id as HeldId })
      return
    }
    const change = held.id as HeldId
    if (random.chance(0.3)) return this.#do({ kind: 'reject', organisation, change })
    const bound = [...flows].filter(([, flow]) => flow.bound !== null).map(([id]) => id)
    const { revision } = held
    const only = revision !== null && bound.length > 0 && random.chance(0.5) ? random.some(bound) : undefined
    const corrected = revision === null || bound.length === 0 || random.chance(0.5) ? [] : random.some(only ?? bound)
    const documents = corrected.map((id) => [id, fieldOf(revision ?? '')] as const)
    await this.#do({ kind: 'approve', organisation, change, documents, ...(only && { only }) })
  }

  async #do(deed: Deed): Promise<void> {
    this.trace.push(JSON.stringify(deed))
    if (deed.kind === 'finish') return this.#end(deed.run)
    const after = this.#after(deed)
    const label = {
      flow: 'desk',
      unflow: 'desk',
      begin: 'desk',
      approve: 'approve',
      reject: 'reject',
      rollback: 'rollback',
    }
    const death = after !== undefined && this.#random.chance(0.2) ? this.#death(label[deed.kind]) : undefined
    const refusal = await this.#perform(deed, death)
    if (death !== undefined) return this.#settle(death.when === 'before' ? [this.#model] : (after ?? []))
    if (after === undefined && refusal === undefined) throw new Error('It was not refused.')
    if (after !== undefined && refusal !== undefined) {
      const eased = await this.#ease(deed, refusal)
      if (eased === undefined) throw new Error(`It was refused: ${String(refusal)} ${JSON.stringify(refusal)}`)
      return this.#settle(eased)
    }
    await this.#settle(after ?? [this.#model])
  }

  /** A document of before may not fit where it goes back to: another one has to come along. */
  async #ease(deed: Deed, refusal: unknown): Promise<readonly Model[] | undefined> {
    if (deed.kind !== 'rollback' && deed.kind !== 'reject') return undefined
    if ((refusal as { code?: string }).code !== 'approval-refused') return undefined
    const model = this.#model.of(deed.organisation)
    const change = model.changes.find(({ id }) => id === deed.change) as Change
    const to = change.state === 'approved' ? change.base : model.serving
    const known = [...change.replaced.keys()].filter((id) => model.flows.has(id))
    const eased: Decision = { ...deed, documents: known.map((id) => [id, fieldOf(to ?? '')]) }
    this.trace.push(JSON.stringify(eased))
    await perform(this.#world.kernel, eased)
    return this.#after(eased)
  }

  /** Answers what refused it. */
  async #perform(deed: Deed, death: Death | undefined): Promise<unknown> {
    if (death !== undefined) this.trace.push(`  dies ${death.when} ${death.label}`)
    if (death !== undefined && this.#random.chance(0.2)) {
      await this.#world.stop()
      this.#world.kill(death, deed)
      await this.#world.start()
      return undefined
    }
    if (death !== undefined) this.#world.dieAt(death)
    const refusal = await perform(this.#world.kernel, deed).then(
      () => undefined,
      (error: unknown) => error,
    )
    if (death === undefined) return refusal
    await this.#world.stop()
    await this.#world.start()
    return undefined
  }

  #death(label: string): Death {
    return { label, when: this.#random.pick(['before', 'after']) }
  }

  /** What it may come to; `undefined`: it is refused. */
  #after(deed: Exclude<Deed, { kind: 'finish' }>): readonly Model[] | undefined {
    const next = this.#model.clone()
    const organisation = next.of(deed.organisation)
    if (deed.kind === 'flow') {
      const known = organisation.flows.get(deed.id)
      const bound = known?.bound ?? organisation.serving
      if (bound === null) return undefined
      organisation.flows.set(deed.id, { field: deed.field, bound })
      return [next]
    }
    if (deed.kind === 'unflow') {
      organisation.flows.delete(deed.id)
      return [next]
    }
    if (deed.kind === 'begin') {
      next.runs.set(deed.run, {
        organisation: deed.organisation,
        version: organisation.flows.get(deed.id)?.bound ?? '',
      })
      return [next]
    }
    return this.#decided(next, deed)
  }

  #decided(
    next: Model,
    { kind, organisation, change: id, only, documents = [] }: Decision,
  ): readonly Model[] | undefined {
    const given = new Map(documents)
    const change = next.of(organisation).changes.find((one) => one.id === id) as Change
    const { revision } = change
    if (kind === 'rollback') {
      if (!next.isOpen(organisation, change)) return undefined
      next.rollBack(organisation, change, given)
      return this.#othersToo(next, organisation, change.base)
    }
    if (kind === 'reject') {
      next.reject(organisation, given)
      return [next]
    }
    next.approve(organisation, given, only)
    return only === undefined ? this.#othersToo(next, organisation, revision) : [next]
  }

  /** Whoever has what everybody has is concerned where that moves: as by an edit, or not at all. */
  #othersToo(next: Model, decider: string, version: Version | null): readonly Model[] {
    let all: readonly Model[] = [next]
    for (const name of names.filter((one) => one !== decider))
      all = all.flatMap((model) => {
        const weighed = model.clone()
        weighed.weigh(name, version)
        return [model, weighed]
      })
    return all
  }

  async #end(run: string): Promise<void> {
    const answer = await this.#world.kernel.extension(desk).finish(run)
    const { version } = this.#model.runs.get(run) as { version: Version }
    const field = fieldOf(version)
    const path = (answer as Record<string, unknown>)[field]
    if (path !== `/v${majorOf(version)}/ring`) throw new Error(`A run of ${version} ended with ${path}.`)
    this.#model.runs.delete(run)
    await this.#settle([this.#model])
  }

  #found(options: readonly Model[]): Model | undefined {
    const { held: _, ...seen } = observe(this.#world.state, names, this.#known)
    return options.find((model) => isDeepStrictEqual(expected(model), seen))
  }

  /** Goes on with what came of the options; learns the ids of changes. */
  async #settle(options: readonly Model[]): Promise<void> {
    const { held, ...seen } = observe(this.#world.state, names, this.#known)
    const found = options.find((model) => isDeepStrictEqual(expected(model), seen))
    if (found === undefined) {
      const [first] = options
      const said = JSON.stringify(first && expected(first), null, 1)
      throw new Error(`Expected ${said}\nand not ${JSON.stringify(seen, null, 1)}`)
    }
    this.#model = found
    const taken = new Set([...found.organisations.values()].flatMap(({ changes }) => changes.map(({ id }) => id)))
    for (const [name, { changes }] of found.organisations)
      for (const change of changes.filter(({ id }) => id === undefined)) {
        const fits = held.find(
          (one) =>
            one.organisation === name &&
            !taken.has(one.id) &&
            this.#known.get(one.base) === change.base &&
            (one.revision === null ? null : this.#known.get(one.revision)) === change.revision &&
            one.state === change.state,
        )
        if (fits === undefined) throw new Error(`No change ${change.base} > ${change.revision} of ${name} is there.`)
        change.id = fits.id
        taken.add(fits.id)
      }
  }

  async #assertSound(): Promise<void> {
    const { kernel, state, errors, told } = this.#world
    if (errors.length > 0) throw new Error(`It complained: ${errors.join()}`)
    await kernel.rescan()
    await this.#settle([this.#model])
    const { used, back, kept } = usedAndKept(state)
    const lost = [...used].filter((id) => !kept.has(id))
    const idle = [...kept].filter((id) => !used.has(id) && !back.has(id))
    const names_ = (some: readonly string[]) => some.map((id) => this.#known.get(id) ?? id)
    if (lost.length > 0) throw new Error(`Used, and not kept: ${names_(lost)}`)
    if (idle.length > 0) throw new Error(`Kept, and used by nobody: ${names_(idle)}`)
    for (const [id, times] of told)
      if (times > 1 + this.trace.filter((line) => line.includes('"rollback"') && line.includes(id)).length)
        throw new Error(`Change ${id} was told of ${times} times.`)
    await this.#assertServed()
  }

  /** Each flow calls what it is bound to. */
  async #assertServed(): Promise<void> {
    for (const [organisation, { flows }] of this.#model.organisations)
      for (const [dependent, { bound }] of flows) {
        if (bound === null) continue
        const { output } = await this.#world.kernel.invoke('bell.ring', { organisation, dependent })
        const path = (output as Record<string, unknown>)[fieldOf(bound)]
        if (path !== `/v${majorOf(bound)}/ring`)
          throw new Error(`${organisation}/${dependent} of ${bound} called ${path}.`)
      }
  }

  [Symbol.asyncDispose](): PromiseLike<void> {
    return this.#world[Symbol.asyncDispose]()
  }
}
