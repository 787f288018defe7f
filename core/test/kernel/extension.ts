import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { HostDependent, Kernel, Usage } from '../../src/index.ts'
import { type Host, organisation } from './host.ts'

export const operation = 'tracker-more.oneOrder'

/** A connector that extends the tracker by one action. */
export const extension = (more = '', version = '1.0.0') => `jackfield: 1
id: tracker-more
version: '${version}'
title: More of the tracker
extends: production-tracker
${more}
actions:
  oneOrder:
    title: One order
    http: GET /orders/{orderId}
    input: { required: [orderId], properties: { orderId: { type: string } } }
    output: { $ref: '#/schemas/Order' }
`

/** A second version of the tracker, without the field that the extension’s action gives. */
export const renameSku = (text: string) => text.replace(/version: .*/, "version: '2.0.0'").replaceAll('sku', 'itemCode')

/** A version of the tracker with one more field. */
export const addNote = (text: string) =>
  text
    .replace(/version: .*/, "version: '1.1.0'")
    .replaceAll(/( +)quantity: \{.*\}/g, (line, indent) => `${line}\n${indent}note: { type: string }`)

/** A host's own flow that reads one field of what the extension's action gives. */
export const restock: HostDependent = { organisation, id: 'restock', edition: '1' }

export const reading = (field: string): Usage[] => [
  {
    step: 'order',
    operation,
    supplies: [{ path: ['orderId'], from: { kind: 'literal', value: '7' }, at: null }],
    reads: [],
    at: null,
  },
  {
    step: 'next',
    operation: 'production-tracker.listOrders',
    supplies: [],
    reads: [{ step: 'order', path: [field], as: 'value', ifAbsent: 'throws', at: null }],
    at: null,
  },
]

/** Writes the extension into a folder. */
export async function extend(host: Host, text = extension(), folder = host.plugins): Promise<void> {
  await mkdir(join(folder, 'more'), { recursive: true })
  await writeFile(join(folder, 'more', 'connector.yaml'), text)
}

/** Events of one connector. */
export const of = (id: string) => (event: { readonly connector: string | null }) => event.connector === id

/** The versions of the tracker and of the extension. */
export const versions = (kernel: Kernel, whose = organisation) =>
  ['production-tracker', 'tracker-more'].map(
    (connector) => kernel.catalogue.list({ organisation: whose }).find(({ id }) => id === connector)?.version,
  )

/** What the extension’s action gives. */
export const outputOf = async (kernel: Kernel, whose = organisation) =>
  JSON.stringify((await kernel.catalogue.operation({ organisation: whose, operation }))?.output)

/** A kernel with the tracker and its extension. */
export async function start(host: Host, options = {}): Promise<Kernel> {
  await host.drop('production-tracker')
  await extend(host)
  const kernel = await host.start(options)
  await host.event('connector:ready', of('tracker-more'))
  return kernel
}
