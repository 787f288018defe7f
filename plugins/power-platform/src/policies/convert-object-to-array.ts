import { dict, isJsonObject, type Json } from '@jackfield/core'
import { parseSubPath } from '../expression/index.ts'
import { bodyTemplate, changeAt, pathOf, targetOf } from './at-property.ts'
import { type Template, text } from './template.ts'

/**
 * "Convert an object to an array": one element for each property, with its name and its value. What these are called
 * without being told is what Microsoft's schema of apiProperties.json says.
 */
export const convertObjectToArray: Template = bodyTemplate('convertobjecttoarray', (options) => {
  const target = targetOf(text(options, 'newpropertypath'))
  const places = {
    parent: pathOf(text(options, 'propertyparentpath')),
    sub: parseSubPath(text(options, 'propertysubpath')),
    ...(target !== undefined && { target }),
  }
  const keyName = text(options, 'keyname') || 'key'
  const valueName = text(options, 'valuename') || 'value'
  return (body) =>
    changeAt(body, places, (value) => {
      if (!isJsonObject(value)) return undefined
      return Object.entries(value).map(([name, inner]) =>
        dict<Json>([
          [keyName, name],
          [valueName, inner],
        ]),
      )
    })
})
