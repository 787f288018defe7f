import { type Edit, replace, type TrackerEdits } from './edit.ts'

/** Edits of the tracker's manifest. */
export const manifestEdits = (prepare: Edit): TrackerEdits => ({
  prepare,
  addLine: [
    version('1.0.0', '1.1.0'),
    replace(quantity, `${quantity}\n      line: { type: string, title: Production line }`),
  ],
  removeQuantity: [version('1.0.0', '1.1.0'), replace(`\n      ${quantity}`, ''), replace('sku, quantity', 'sku')],
  renameSku: [version('1.1.0', '2.0.0'), replace('sku', 'itemCode')],
  moveServer: [version('2.0.0', '2.1.0'), replace('https://{host}/api', 'https://{host}.example.net/api')],
  movePath: [version('2.0.0', '2.1.0'), replace('https://{host}/api', 'https://{host}/api/v2')],
  breakSyntax: replace('test: listOrders', 'test: [listOrders'),
  misspell: [replace('triggers:', 'trigers:')],
})

/** Also used by what is edited before the story begins. */
export const version = (from: string, to: string): Edit[number] => replace(`version: '${from}'`, `version: '${to}'`)

const quantity = 'quantity: { type: integer, minimum: 0 }'
