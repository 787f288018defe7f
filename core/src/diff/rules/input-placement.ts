import { pointer } from '../../model/index.ts'
import { requestDifferences } from '../request.ts'
import type { Rule } from '../rule.ts'
import { subjectAt } from '../subject.ts'

export const inputPlacementRule: Rule = {
  id: 'input.placement',
  side: 'input',
  levels: ['risky'],
  title: 'An input is sent elsewhere, or is written in another way',
  explanation:
    'In another parameter, header or body, in another style, or as another media type: what the service makes of it the schemas do not show. Steps that do not supply it send what they sent.',
  example: {
    of: 'action',
    base: "http: GET /orders\nquery: { status: '{input.status}' }\ninput: { properties: { status: { type: string } } }",
    revision:
      "http: GET /orders\nquery: { state: '{input.status}' }\ninput: { properties: { status: { type: string } } }",
  },
  operation: (pair) => {
    const differences = requestDifferences(pair).filter(({ input }) => input !== undefined)
    return [...Map.groupBy(differences, ({ input }) => input ?? '')].map(([input, own]) => {
      const at = `${pair.at}/input${pointer('properties', input)}`
      const shown = (side: 'before' | 'after'): object =>
        Object.fromEntries(own.flatMap((one) => (one[side] === undefined ? [] : [[one.place, one[side]]])))
      return {
        pointer: at,
        message: `${subjectAt(at)} is sent otherwise: ${own.map(({ place }) => place).join(', ')}.`,
        before: shown('before'),
        after: shown('after'),
        explains: ['request'],
      }
    })
  },
}
