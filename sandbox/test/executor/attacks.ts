import type { Attack } from './attacks/attack.ts'
import { onTheHost } from './attacks/on-the-host.ts'
import { onTheProcess } from './attacks/on-the-process.ts'
import { onTheService } from './attacks/on-the-service.ts'
import { strangeValues } from './attacks/strange-values.ts'
import { timeAndMemory } from './attacks/time-and-memory.ts'

/** What a connector's code may try, and what comes of it. */
export const attacks: readonly Attack[] = [
  ...timeAndMemory,
  ...onTheProcess,
  ...onTheHost,
  ...strangeValues,
  ...onTheService,
]
