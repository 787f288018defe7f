import { parseSubPath } from '../expression/index.ts'
import { bodyTemplate, changeAt, pathOf, targetOf } from './at-property.ts'
import { type Template, text } from './template.ts'

/** Percent-encodes the text of a property (RFC 3986), written there or elsewhere. */
export const encodePropertyValue: Template = bodyTemplate('encodepropertyvalue', (options) => {
  const target = targetOf(text(options, 'newpropertypath'))
  const places = {
    parent: pathOf(text(options, 'propertyparentpath')),
    sub: parseSubPath(text(options, 'propertysubpath')),
    ...(target !== undefined && { target }),
  }
  return (body) =>
    changeAt(body, places, (value) =>
      typeof value === 'string' ? encodeURIComponent(value.toWellFormed()) : undefined,
    )
})
