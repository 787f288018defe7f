import { dict, type Json } from '@jackfield/core'
import { parseSubPath } from '../expression/index.ts'
import { bodyTemplate, changeAt, pathOf, targetOf } from './at-property.ts'
import { type Template, text } from './template.ts'

/** "Convert delimited string into an array of objects": one element for each piece, under `childPropertyName`. */
export const stringToArray: Template = bodyTemplate('stringtoarray', (options) => {
  const target = targetOf(text(options, 'newpropertypath'))
  const places = {
    parent: pathOf(text(options, 'propertyparentpath')),
    sub: parseSubPath(text(options, 'propertysubpath')),
    ...(target !== undefined && { target }),
  }
  const delimiters = new Set(text(options, 'delimiterlist'))
  const child = text(options, 'childpropertyname')
  return (body) =>
    changeAt(body, places, (value) => {
      if (typeof value !== 'string') return undefined
      return piecesOf(value, delimiters).map((piece): Json => (child === '' ? piece : dict<Json>([[child, piece]])))
    })
})

/** Any of the characters ends a piece. */
function piecesOf(value: string, delimiters: ReadonlySet<string>): readonly string[] {
  const pieces = ['']
  for (const character of value)
    if (delimiters.has(character)) pieces.push('')
    else pieces[pieces.length - 1] += character
  return pieces.map((piece) => piece.trim()).filter((piece) => piece !== '')
}
