import type { Operation } from '../../model/index.ts'
import { mechanismsOf } from '../operation-pair.ts'
import { operationPartDiffers } from '../operation-parts.ts'
import type { Rule } from '../rule.ts'

/** How a trigger learns of new items and tells them apart. */
export const triggerRules: readonly Rule[] = [
  {
    id: 'trigger.type',
    side: 'trigger',
    levels: ['risky'],
    title: 'A trigger learns of new items in another way',
    explanation:
      'Polls instead of code, or the other way round: what counts as a new item may differ where one ends and the other begins.',
    operation: ({ base, revision, at }) => {
      const [before, after] = [mechanismsOf(base).join(), mechanismsOf(revision).join()]
      if (base.kind !== 'trigger' || revision.kind !== 'trigger' || before === after) return []
      return [
        {
          pointer: at,
          message: `It was fed by ${before} and is by ${after} now.`,
          before,
          after,
          explains: ['mechanism'],
        },
      ]
    },
  },
  {
    id: 'trigger.dedupe',
    side: 'trigger',
    levels: ['risky'],
    title: 'What makes two items the same changes',
    explanation: 'Items that a flow has seen may come again as new ones, or new ones be taken for seen.',
    example: {
      of: 'trigger',
      base: 'poll: { http: GET /items, items: /items, every: 60s, dedupe: { key: [/id], window: 1d } }',
      revision: 'poll: { http: GET /items, items: /items, every: 60s, dedupe: { key: [/number], window: 1d } }',
    },
    operation: (pair) =>
      operationPartDiffers.dedupe(pair)
        ? [
            {
              pointer: pair.at + dedupePointer(pair.base),
              message: 'What makes two items the same differs.',
              before: dedupeOf(pair.base),
              after: dedupeOf(pair.revision),
              explains: ['dedupe'],
            },
          ]
        : [],
  },
  {
    id: 'trigger.cursor',
    side: 'trigger',
    levels: ['risky'],
    title: 'Where a poll stands is kept or sent differently',
    explanation: 'Items could be passed over, or be asked for again, until the new cursor has caught up.',
    example: {
      of: 'trigger',
      base: 'poll: { http: GET /items, items: /items, every: 60s, dedupe: { key: [/id], window: 1d }, cursor: { from: /at, type: date-time, send: { query: since }, overlap: 5m, start: now } }',
      revision:
        'poll: { http: GET /items, items: /items, every: 60s, dedupe: { key: [/id], window: 1d }, cursor: { from: /at, type: date-time, send: { query: after }, overlap: 5m, start: now } }',
    },
    operation: (pair) =>
      operationPartDiffers.cursor(pair)
        ? [
            {
              pointer: pair.base.code === undefined ? `${pair.at}/poll/cursor` : `${pair.at}/code/poll/start`,
              message: 'Where a poll stands is kept or sent differently.',
              before: pair.base.poll?.cursor ?? pair.base.code?.poll?.start,
              after: pair.revision.poll?.cursor ?? pair.revision.code?.poll?.start,
              explains: ['cursor'],
            },
          ]
        : [],
  },
  {
    id: 'trigger.interval',
    side: 'trigger',
    levels: ['safe'],
    title: 'A trigger is polled more or less often',
    explanation: 'Every item still comes, sooner or later than before.',
    example: {
      of: 'trigger',
      base: 'poll: { http: GET /items, items: /items, every: 60s, dedupe: { key: [/id], window: 1d } }',
      revision: 'poll: { http: GET /items, items: /items, every: 5m, dedupe: { key: [/id], window: 1d } }',
    },
    operation: (pair) => {
      const [before, after] = [intervalOf(pair.base), intervalOf(pair.revision)]
      if (before === undefined || after === undefined || !operationPartDiffers.interval(pair)) return []
      const message = `Seconds between two polls: ${before / 1000} before, ${after / 1000} now.`
      const pointer = pair.at + (pair.base.code === undefined ? '/poll/every' : '/code/poll/every')
      return [{ pointer, message, before, after, explains: ['interval'] }]
    },
  },
]

function dedupePointer({ code, webhook }: Operation): string {
  if (webhook !== undefined) return '/webhook/dedupe'
  return code === undefined ? '/poll/dedupe' : '/code/poll/window'
}

function dedupeOf({ poll, code, webhook }: Operation): unknown {
  return poll?.dedupe ?? webhook?.dedupe ?? code?.poll?.window
}

function intervalOf({ poll, code }: Operation): number | undefined {
  return poll?.every ?? code?.poll?.every
}
