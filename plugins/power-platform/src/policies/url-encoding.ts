import { takeApart } from './segments.ts'
import type { Template } from './template.ts'

/** `x-ms-url-encoding: double` ("OpenAPI extensions"): what stands in these places of the path is encoded once more. */
export const urlEncoding: Template = {
  name: 'url-encoding',
  request({ names }, { operation }) {
    const template = (operation.http ?? operation.poll?.http ?? operation.webhook?.subscribe?.http)?.path ?? '/'
    const twice = new Set(Array.isArray(names) ? names.map((name) => `{${String(name)}}`) : [])
    const places = template.split('/').slice(1)
    return (request) => {
      const { base, segments, query } = takeApart(request.url, template)
      const encoded = segments.map((segment, at) =>
        isTwice(places[at] ?? '', twice) ? segment.replaceAll('%', '%25') : segment,
      )
      return { ...request, url: `${base}/${encoded.join('/')}${query}` }
    }
  },
}

/** What is encoded has percent signs and nothing else to encode; the template's own text beside it stays. */
function isTwice(place: string, twice: ReadonlySet<string>): boolean {
  const names = place.match(/\{[^{}]+\}/g) ?? []
  return names.some((name) => twice.has(name))
}
