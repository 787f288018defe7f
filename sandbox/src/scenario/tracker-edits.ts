import { replaceIn } from './replace-in.ts'

/** Edits of the tracker's manifest, each as its author would make it. */
export type Edit = (manifest: string) => string

const version =
  (from: string, to: string): Edit =>
  (manifest) =>
    replaceIn(manifest, `version: '${from}'`, `version: '${to}'`)

/** An optional output field more. */
export const addLine: Edit = (manifest) =>
  replaceIn(
    version('1.0.0', '1.1.0')(manifest),
    quantity,
    `${quantity}\n      line: { type: string, title: Production line }`,
  )

/** An output field less, that the flow reads. */
export const removeQuantity: Edit = (manifest) =>
  replaceIn(replaceIn(version('1.0.0', '1.1.0')(manifest), `\n      ${quantity}`, ''), 'sku, quantity', 'sku')

/** The field that the flow reads gets another name. */
export const renameSku: Edit = (manifest) => replaceIn(version('1.1.0', '2.0.0')(manifest), 'sku', 'itemCode')

/** The server moves to a host that the key was not given for. */
export const moveServer: Edit = (manifest) =>
  replaceIn(version('2.0.0', '2.1.0')(manifest), 'https://{host}/api', 'https://{host}.example.net/api')

/** The server's path changes, its host does not. */
export const movePath: Edit = (manifest) =>
  replaceIn(version('2.0.0', '2.1.0')(manifest), 'https://{host}/api', 'https://{host}/api/v2')

/** A bracket that is never closed. */
export const breakSyntax: Edit = (manifest) => replaceIn(manifest, 'test: listOrders', 'test: [listOrders')

const quantity = 'quantity: { type: integer, minimum: 0 }'
