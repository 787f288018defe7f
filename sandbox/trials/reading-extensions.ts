import type { Extension } from '@jackfield/core'
import { openapi } from '@jackfield/openapi'
import { powerPlatform } from '@jackfield/power-platform'

/** What reads the corpora. */
export function readingExtensions(): readonly Extension[] {
  return [openapi(), powerPlatform()]
}
