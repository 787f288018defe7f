import { parseSubPath } from '../expression/index.ts'
import { bodyTemplate, changeAt, pathOf, targetOf } from './at-property.ts'
import { type Template, text } from './template.ts'

/** "Replace string": every occurrence, in the property or each element's, written there or elsewhere. */
export const stringReplace: Template = bodyTemplate('stringreplace', (options) => {
  const target = targetOf(text(options, 'newpropertypath'))
  const places = {
    parent: pathOf(text(options, 'propertyparentpath')),
    sub: parseSubPath(text(options, 'propertysubpath')),
    ...(target !== undefined && { target }),
  }
  const [source, replacement] = [text(options, 'sourcestring'), text(options, 'replacementstring')]
  return (body) =>
    changeAt(body, places, (value) => {
      if (typeof value !== 'string') return undefined
      return source === '' ? value : value.split(source).join(replacement)
    })
})
