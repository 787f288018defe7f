import { replace, type TrackerEdits } from './edit.ts'
import { version } from './manifest-edits.ts'

const quantity = "quantity: { type: 'integer', minimum: 0 }"

/** The same edits of the tracker in code, in whichever of its modules the text stands. */
export const codeEdits: TrackerEdits = {
  prepare: [replace('production-tracker-code', 'production-tracker')],
  addLine: [
    version('1.0.0', '1.1.0'),
    replace(quantity, `${quantity}, line: { type: 'string', title: 'Production line' }`),
  ],
  removeQuantity: [version('1.0.0', '1.1.0'), replace(`, ${quantity}`, ''), replace("'sku', 'quantity'", "'sku'")],
  renameSku: [version('1.1.0', '2.0.0'), replace('sku', 'itemCode')],
  moveServer: [version('2.0.0', '2.1.0'), replace('https://{host}/api', 'https://{host}.example.net/api')],
  movePath: [version('2.0.0', '2.1.0'), replace('https://{host}/api', 'https://{host}/api/v2')],
  breakSyntax: replace("test: 'countOrders'", "test: ['countOrders'"),
  misspell: [replace('  triggers:', '  trigers:')],
}
