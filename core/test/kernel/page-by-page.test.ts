import { expect, it, test } from 'vitest'
import { serve } from '../http/serve.ts'
import { put } from './bell.ts'
import { openHost, organisation } from './host.ts'

const kinds = {
  next: '{ next: /next }',
  cursor: '{ cursor: at, from: /cursor }',
  page: '{ page: page, size: { limit: 2 }, more: /more }',
  offset: '{ offset: at, size: { limit: 2 }, total: /total }',
  link: '{ link: next }',
}

const manifest = `
jackfield: 1
id: depot
version: '1.0.0'
title: Depot
servers: [{ url: 'https://depot.example.com' }]
actions:
${Object.entries(kinds)
  .map(
    ([kind, pages]) => `  ${kind}:
    title: Sites, by ${kind}
    http: GET /${kind}
    pages: ${pages}
    result: { at: /sites }
    output: { type: array, items: { type: integer } }`,
  )
  .join('\n')}
`

/** Seven sites, two to a page, in whichever way the path says. */
async function startDepot() {
  const seen: string[] = []
  const served = await serve((request, response) => {
    const { searchParams, pathname } = new URL(request.url ?? '', 'http://depot')
    seen.push(request.url ?? '')
    const at = searchParams.has('page') ? 2 * Number(searchParams.get('page')) - 2 : Number(searchParams.get('at') ?? 0)
    const more = at + 2 < 7
    if (pathname === '/link' && more) response.setHeader('link', `<?at=${at + 2}>; rel="next"`)
    const sites = [1, 2, 3, 4, 5, 6, 7].slice(at, at + 2)
    response.setHeader('content-type', 'application/json')
    response.end(
      JSON.stringify({ sites, more, total: 7, next: more ? `?at=${at + 2}` : null, cursor: more ? at + 2 : null }),
    )
  })
  return {
    seen,
    ...served,
  }
}

test.each(Object.keys(kinds))('a host takes pages as it goes, or all at once (%s)', async (kind) => {
  await using depot = await startDepot()
  await using host = await openHost()
  await put(host.plugins, 'depot', manifest)
  const kernel = await host.start({ connectTo: { 'https://depot.example.com': depot.origin } })
  const taken: unknown[] = []
  for await (const site of kernel.invoke(`depot.${kind}`, { organisation })) {
    taken.push(site)
    if (taken.length === 3) break
  }
  expect(taken).toEqual([1, 2, 3])
  expect(depot.seen).toHaveLength(2)
  const { output } = await kernel.invoke(`depot.${kind}`, { organisation })
  expect(output).toEqual([1, 2, 3, 4, 5, 6, 7])
})

it('ends at the host’s own signal', async () => {
  await using depot = await startDepot()
  await using host = await openHost()
  await put(host.plugins, 'depot', manifest)
  const kernel = await host.start({ connectTo: { 'https://depot.example.com': depot.origin } })
  const stop = new AbortController()
  const taken: unknown[] = []
  const taking = (async () => {
    for await (const site of kernel.invoke('depot.next', { organisation, signal: stop.signal })) {
      taken.push(site)
      if (taken.length === 2) stop.abort()
    }
  })()
  await expect(taking).rejects.toMatchObject({ code: 'request-aborted' })
  expect(taken).toEqual([1, 2])
})
