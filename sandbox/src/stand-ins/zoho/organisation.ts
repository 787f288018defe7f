import { ControlError } from '../serving/index.ts'
import type { AdjustedLine, Adjustment } from './adjustment.ts'
import { createItem, type Item, type NewItem } from './item.ts'
import type { AdjustmentRequest, LineRequest } from './read-adjustment.ts'
import { refuse } from './refusal.ts'

const firstId = 4815000000044000n
const accountId = '4815000000000388'

/** The inventory of one organisation. */
export class Organisation {
  readonly #items = new Map<string, Item>()
  readonly #adjustments: Adjustment[] = []
  readonly #reasonIds = new Map<string, string>()
  #ids = 0n

  /** A SKU is unique among an organisation's items. */
  addItem(item: NewItem, now: number): Item {
    if (item.sku && this.items.some(({ sku }) => sku === item.sku)) throw new ControlError(`SKU "${item.sku}" exists`)
    const created = createItem(item, this.#newId(), now)
    this.#items.set(created.item_id, created)
    return created
  }

  get items(): Item[] {
    return [...this.#items.values()]
  }

  /** Newest first. */
  get adjustments(): Adjustment[] {
    return this.#adjustments.toReversed()
  }

  /** Adjusts every time that it is asked: nothing makes two equal requests one. Stock may fall below zero. */
  adjust(request: AdjustmentRequest): Adjustment {
    const lines = request.line_items.map((line) => this.#describe(line))
    for (const line of lines) this.#move(line)
    const adjustment: Adjustment = {
      inventory_adjustment_id: this.#newId(),
      date: request.date,
      reason: request.reason,
      reason_id: this.#reasonId(request.reason),
      description: request.description,
      reference_number: request.reference_number,
      adjustment_type: 'quantity',
      line_items: lines,
      total: 0,
    }
    this.#adjustments.push(adjustment)
    return adjustment
  }

  #describe({ item_id, quantity_adjusted }: LineRequest): AdjustedLine {
    const item = this.#items.get(item_id)
    if (item === undefined) throw refuse.unknownItem()
    return {
      line_item_id: this.#newId(),
      item_id,
      name: item.name,
      description: item.description,
      quantity_adjusted,
      item_total: 0,
      unit: item.unit,
      is_combo_product: false,
      adjustment_account_id: accountId,
      adjustment_account_name: 'Cost of Goods Sold',
    }
  }

  #move({ item_id, quantity_adjusted }: AdjustedLine): void {
    const item = this.#items.get(item_id)
    if (item === undefined) throw refuse.unknownItem()
    const stock = item.stock_on_hand + quantity_adjusted
    this.#items.set(item_id, { ...item, stock_on_hand: stock, available_stock: stock })
  }

  #reasonId(reason: string): string {
    const id = this.#reasonIds.get(reason) ?? this.#newId()
    this.#reasonIds.set(reason, id)
    return id
  }

  #newId(): string {
    this.#ids += 1n
    return String(firstId + this.#ids)
  }
}
