import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ConnectionId, Kernel } from '../../src/index.ts'
import { serve } from '../http/serve.ts'

/** A service with warehouses by page, items that it searches itself, and forms that describe their own fields. */
export interface Workshop extends AsyncDisposable {
  readonly origin: string
  /** `GET /path?query key`, in order. */
  readonly seen: string[]
  warehouses: { id: string; name?: string; site: string }[]
  readonly forms: Record<string, unknown>
  /** Answers everything with this status until it is taken back. */
  failing: number | undefined
}

export const declared = 'https://workshop.example.com'

export async function startWorkshop(): Promise<Workshop> {
  const seen: string[] = []
  const served = await serve((request, response) => {
    const { pathname, searchParams: query } = new URL(request.url ?? '', declared)
    seen.push(`${request.method} ${request.url} ${request.headers['x-key']}`)
    const answer = workshop.failing === undefined ? answerTo(pathname, query) : undefined
    response.statusCode = workshop.failing ?? (answer === undefined ? 404 : 200)
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(answer ?? { message: 'No' }))
  })
  function answerTo(path: string, query: URLSearchParams): unknown {
    if (path === '/submissions') return { id: '1', note: 'kept' }
    if (path.startsWith('/forms/')) return workshop.forms[path.slice(7)] && { schema: workshop.forms[path.slice(7)] }
    if (path === '/items') return { items: [{ sku: `${query.get('q')}-1` }, { sku: `${query.get('q')}-2` }] }
    const page = Number(query.get('page') ?? 1)
    const all = workshop.warehouses.filter(({ site }) => query.get('site') === null || site === query.get('site'))
    return { warehouses: all.slice((page - 1) * 2, page * 2), more: page * 2 < all.length }
  }
  const workshop: Workshop = {
    ...served,
    seen,
    warehouses: ['North', 'South', 'East', 'West', 'Northwest'].map((name, index) => ({
      id: `w${index + 1}`,
      name,
      site: 'pune',
    })),
    forms: {},
    failing: undefined,
  }
  return workshop
}

const manifest = `
jackfield: 1
id: workshop
version: '1.0.0'
title: Workshop
servers: [{ url: ${declared} }]
securitySchemes: { key: { type: apiKey, in: header, name: X-Key } }
actions:
  submit:
    title: Submit a form
    effect: once
    http: POST /submissions
    input:
      required: [formId]
      properties:
        formId: { type: string }
        site: { type: string }
        warehouseId: { type: string }
        fields: { type: object }
        lines: { type: array, items: { type: object, properties: { sku: { type: string } } } }
    output: { type: object, properties: { id: { type: string } } }
    options:
      /warehouseId: { operation: listWarehouses, input: { site: '{input.site}' }, items: /warehouses, value: /id, label: /name }
      /lines/sku: { operation: findItems, input: { text: '{call.search}' }, value: /sku }
      /formId: { operation: bySite, input: { site: '{input.site}' }, items: /warehouses, value: /id }
    schemaFrom:
      input: { operation: describeForm, input: { form: '{input.formId}' }, at: /schema }
  bySite:
    title: List the warehouses of a site
    http: GET /warehouses
    input: { required: [site], properties: { site: { type: string } } }
  listWarehouses:
    title: List warehouses
    visibility: internal
    http: GET /warehouses
    pages: { page: page, more: /more }
    input: { properties: { site: { type: string } } }
    output:
      type: object
      properties:
        more: { type: boolean }
        warehouses: { type: array, items: { type: object, properties: { id: { type: string }, name: { type: string } } } }
  findItems:
    title: Find items
    visibility: internal
    http: GET /items
    query: { q: '{input.text}' }
    input: { properties: { text: { type: string } } }
    result: { at: /items }
  describeForm:
    title: Describe a form
    visibility: internal
    http: GET /forms/{form}
    input: { required: [form], properties: { form: { type: string } } }
`

export async function dropWorkshop(plugins: string, edit: (text: string) => string = (text) => text): Promise<void> {
  await mkdir(join(plugins, 'workshop'), { recursive: true })
  await writeFile(join(plugins, 'workshop', 'connector.yaml'), edit(manifest))
}

export async function connectWorkshop(kernel: Kernel, organisation = 'pune'): Promise<ConnectionId> {
  const added = await kernel.connections.add({
    organisation,
    connector: 'workshop',
    settings: {},
    credentials: { key: organisation },
  })
  return added.id
}
