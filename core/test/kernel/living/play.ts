import type { HeldId } from '../../../src/index.ts'
import { fieldOf, majorOf, type Version, versions } from './bells.ts'
import { type Decision, type Deed, perform } from './deed.ts'
import { desk } from './desk.ts'
import { type Change, Model } from './model.ts'
import type { Known } from './observed.ts'
import { afterStart, names, outcomesOf, outcomesOfEdit } from './outcomes.ts'
import { Random } from './random.ts'
import { assertSound, modelOf, settled } from './settled.ts'
import { type Death, World } from './world.ts'

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
    play.#world = await World.open({ isExtended: seed % 2 === 0 })
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
      await this.#world.kernel.rescan()
      this.#settle([this.#model])
      await assertSound(this.#world, this.#model, {
        known: this.#known,
        rolledBack: (id) => this.trace.filter((line) => line.includes('"rollback"') && line.includes(id)).length,
      })
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
    return random.weighted(kinds)()
  }

  /** While no kernel runs; some die over it first. */
  async #edit(file: Version | 'broken' | null): Promise<void> {
    this.trace.push(`edit ${file}`)
    await this.#world.stop()
    await this.#world.put(file)
    const death = this.#random.chance(0.3) ? this.#death('stage') : undefined
    if (death !== undefined && this.#random.chance(0.3)) this.#world.kill(death)
    else if (death !== undefined) {
      await this.#world.start(death).catch((error) => {
        if (error.message !== 'dead') throw error
      })
      await this.#world.stop()
    }
    await this.#world.start()
    if (file !== 'broken') return this.#settle(outcomesOfEdit(this.#model, file))
    const next = this.#model.clone()
    next.isReadable = false
    this.#settle(afterStart([next]))
  }

  async #editLive(file: Version): Promise<void> {
    this.trace.push(`edit ${file} while it runs`)
    await this.#world.put(file)
    const options = outcomesOfEdit(this.#model, file)
    const deadline = Date.now() + 20_000
    while (modelOf(this.#world, options, this.#known) === undefined && Date.now() < deadline)
      await new Promise((wake) => setTimeout(wake, 20))
    await this.#world.kernel.rescan()
    this.#settle(options)
  }

  async #restart(): Promise<void> {
    this.trace.push('restart')
    const before = await this.#fingerprints()
    await this.#world.stop()
    await this.#world.start()
    this.#settle(afterStart([this.#model]))
    const after = await this.#fingerprints()
    for (const [id, prints] of before)
      if (after.get(id) !== prints) throw new Error(`${id} reported ${prints}, and ${after.get(id)} after a restart.`)
  }

  async #fingerprints(): Promise<ReadonlyMap<string, string>> {
    const all = await Promise.all(names.map((organisation) => this.#world.kernel.changes.list({ organisation })))
    return new Map(all.flat().map(({ id, report }) => [id, report.findings.map((one) => one.fingerprint).join()]))
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
    const after = outcomesOf(this.#model, deed)
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
    if (death !== undefined) return this.#settle(afterStart(this.#survivors(death, deed, after ?? [])))
    if (after === undefined && refusal === undefined) throw new Error('It was not refused.')
    if (after !== undefined && refusal !== undefined) {
      const eased = await this.#ease(deed, refusal)
      if (eased === undefined) throw new Error(`It was refused: ${String(refusal)} ${JSON.stringify(refusal)}`)
      return this.#settle(eased)
    }
    this.#settle(after ?? [this.#model])
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
    return outcomesOf(this.#model, eased)
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

  /** Who decides may be refused before it comes to what a process dies of. */
  #survivors({ when }: Death, { kind }: Deed, after: readonly Model[]): readonly Model[] {
    if (when === 'before') return [this.#model]
    return kind === 'rollback' || kind === 'reject' ? [...after, this.#model] : after
  }

  #settle(options: readonly Model[]): void {
    this.#model = settled(this.#world, options, this.#known)
  }

  async #end(run: string): Promise<void> {
    const answer = await this.#world.kernel.extension(desk).finish(run)
    const { version } = this.#model.runs.get(run) as { version: Version }
    const field = fieldOf(version)
    const path = (answer as Record<string, unknown>)[field]
    if (path !== `/v${majorOf(version)}/ring`) throw new Error(`A run of ${version} ended with ${path}.`)
    this.#model.runs.delete(run)
    this.#settle([this.#model])
  }

  [Symbol.asyncDispose](): PromiseLike<void> {
    return this.#world[Symbol.asyncDispose]()
  }
}
