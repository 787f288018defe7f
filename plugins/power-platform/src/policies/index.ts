import type { Policy } from '@jackfield/core'

export const policies: readonly Policy[] = []
