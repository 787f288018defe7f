import type { JsonObject } from '@jackfield/core'
import type { Cases } from './cases.ts'

/**
 * What `triggerConfig` is, and what the next poll asks besides ("Create a polling trigger"; schema of
 * apiProperties.json).
 */
type PollingCase = readonly [string, JsonObject, string]

export const pollingCases: Cases<PollingCase> = [
  ['from the first item', { after: '@{triggerBody().files[0].at}' }, 'after=t2'],
  ['in text', { $filter: "kind eq 'x' and at gt @{triggerBody().files[0].at}" }, "$filter=kind+eq+'x'+and+at+gt+t2"],
  ['from the answer', { timestamp: '@{triggerBody().now}' }, 'timestamp=n1'],
  [
    'in several parameters, with a value that is fixed',
    { after: '@{triggerBody().files[0].at}', order: 'desc' },
    'after=t2&order=desc',
  ],
  [
    'without what says where the next page is',
    { timestamp: '@{triggerBody().now}', 'x-ms-triggerConfig-nextLink': 'next' },
    'timestamp=n1',
  ],
]
