import type { Operation } from '@jackfield/core'
import { type Feature, features } from '../features.ts'
import type { Tools } from './hooks.ts'
import { sentence } from './read-operation.ts'
import type { Reading } from './reading.ts'

export function createTools({ references, schemas, warn }: Reading): Tools {
  return {
    follow: (located) => references.follow(located),
    schema: (located, direction) => schemas.read(located, direction).schema,
    unavailable: (operation, feature, reason): Operation => ({
      ...operation,
      unavailable: {
        feature,
        reason: reason ?? (Object.hasOwn(features, feature) ? sentence(feature as Feature) : feature),
      },
    }),
    report: ({ code, message, hint }, { place }) => warn(code, message, place, hint),
  }
}
