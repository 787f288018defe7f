import { dict, type Json } from '@jackfield/core'
import { parseSubPath, valueAtPath, withoutValueAt } from '../expression/index.ts'
import { bodyTemplate, changeAt, pathOf, targetOf } from './at-property.ts'
import { type Template, text } from './template.ts'

/**
 * "Convert an array to an object": each element under the value of its key, which it keeps unless `retainKey` is false.
 */
export const convertArrayToObject: Template = bodyTemplate('convertarraytoobject', (options) => {
  const target = targetOf(text(options, 'newpropertypath'))
  const places = {
    parent: pathOf(text(options, 'propertyparentpath')),
    sub: parseSubPath(text(options, 'propertysubpath')),
    ...(target !== undefined && { target }),
  }
  const key = parseSubPath(text(options, 'keywithincollectionpath'))
  const retains = text(options, 'retainkey').trim().toLowerCase() !== 'false'
  return (body) =>
    changeAt(body, places, (value) => {
      if (!Array.isArray(value)) return undefined
      return dict<Json>(
        (value as readonly Json[]).flatMap((element) => {
          const name = valueAtPath(element, key)
          if (name === undefined || name === null || typeof name === 'object') return []
          return [[String(name), retains ? element : withoutValueAt(element, key)] as const]
        }),
      )
    })
})
