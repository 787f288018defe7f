import { SaxesParser } from 'saxes'

export interface XmlElement {
  readonly local: string
  readonly uri: string
  /** Without namespace declarations. */
  readonly attributes: readonly { readonly local: string; readonly uri: string; readonly value: string }[]
  readonly children: readonly XmlElement[]
  /** Its own, without that of its children. */
  readonly text: string
}

interface Open extends XmlElement {
  readonly children: Open[]
  text: string
}

const deepest = 200
const xmlns = 'http://www.w3.org/2000/xmlns/'

/**
 * The root element of a well-formed XML document (XML 1.0, Namespaces in XML 1.0). A document type is refused: there
 * are no entities but the five that XML has. Throws `SyntaxError`.
 */
export function parseXml(text: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true, position: true })
  const open: Open[] = []
  let root: Open | undefined
  parser.on('error', (error) => refuse(error.message))
  parser.on('doctype', () => refuse('it has a document type'))
  parser.on('opentag', ({ local, uri, attributes }) => {
    if (open.length >= deepest) refuse(`it is nested more than ${deepest} deep`)
    const plain = Object.values(attributes).filter((attribute) => attribute.uri !== xmlns)
    const element: Open = {
      local,
      uri,
      attributes: plain.map((attribute) => ({ local: attribute.local, uri: attribute.uri, value: attribute.value })),
      children: [],
      text: '',
    }
    open.at(-1)?.children.push(element)
    root ??= element
    open.push(element)
  })
  const addText = (piece: string): void => {
    const inside = open.at(-1)
    if (inside !== undefined) inside.text += piece
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => void open.pop())
  parser.write(text).close()
  return root ?? refuse('it has no element')
}

function refuse(why: string): never {
  throw new SyntaxError(why)
}
