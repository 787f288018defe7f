import type { StageRoom } from './stage-room.ts'
import type { Subject } from './subject.ts'

/** Stages a subject. What weighs it is loaded when there is one: most starts have none. */
export async function staged(room: StageRoom, subject: Subject): Promise<void> {
  const { stage } = await import('./stage.ts')
  await stage(room, subject)
}
