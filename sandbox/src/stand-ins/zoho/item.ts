import { ControlError } from '../serving/index.ts'

/** An item as a list of items has it: the documented fields, and the stock that it can be sorted by. */
export interface Item {
  readonly item_id: string
  readonly name: string
  readonly sku: string
  readonly description: string
  readonly status: 'active'
  readonly source: 'user'
  readonly item_type: 'inventory'
  readonly product_type: 'goods'
  readonly is_combo_product: false
  readonly unit: string
  readonly rate: number
  readonly purchase_rate: number
  readonly stock_on_hand: number
  readonly available_stock: number
  /** `yyyy-MM-ddTHH:mm:ss±HHmm` */
  readonly created_time: string
  readonly last_modified_time: string
}

export interface NewItem {
  /** @default '', an item without one */
  readonly sku?: string
  /** @default the SKU */
  readonly name?: string
  /** @default '' */
  readonly description?: string
  /** @default 0 */
  readonly stock?: number
}

export function createItem(
  { sku = '', name = sku, description = '', stock = 0 }: NewItem,
  id: string,
  now: number,
): Item {
  if (name === '') throw new ControlError('An item needs a "name" or a "sku"')
  if (!Number.isFinite(stock)) throw new ControlError('The "stock" of an item is a number')
  const time = new Date(now).toISOString().replace(/\.\d+Z$/, '+0000')
  return {
    item_id: id,
    name,
    sku,
    description,
    status: 'active',
    source: 'user',
    item_type: 'inventory',
    product_type: 'goods',
    is_combo_product: false,
    unit: 'pcs',
    rate: 0,
    purchase_rate: 0,
    stock_on_hand: stock,
    available_stock: stock,
    created_time: time,
    last_modified_time: time,
  }
}
