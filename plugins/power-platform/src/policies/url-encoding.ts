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
        isTwice(places[at] ?? '', twice) ? encodeURIComponent(segment) : segment,
      )
      return { ...request, url: `${base}/${encoded.join('/')}${query}` }
    }
  },
}

/** A segment with text of the template's own is encoded where the text stays the same by it. */
function isTwice(place: string, twice: ReadonlySet<string>): boolean {
  const names = place.match(/\{[^{}]+\}/g) ?? []
  return names.some((name) => twice.has(name))
}
