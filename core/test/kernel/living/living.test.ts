import { expect, it } from 'vitest'
import { Play } from './play.ts'

/** More are played with `JACKFIELD_PLAYS`, from `JACKFIELD_SEED` on. */
const plays = Number(process.env.JACKFIELD_PLAYS ?? 4)
const first = Number(process.env.JACKFIELD_SEED ?? 1)
const steps = 16

it.each(Array.from({ length: plays }, (_, index) => first + index))(
  'whatever is done in whatever order, everybody has what they were promised (seed %i)',
  async (seed) => {
    await using play = await Play.open(seed)
    for (let step = 0; step < steps; step++) await play.step()
    expect(play.trace.length).toBeGreaterThanOrEqual(steps)
  },
  120_000,
)
