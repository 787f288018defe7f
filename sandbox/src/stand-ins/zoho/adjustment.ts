/** An inventory adjustment as it is answered when it is made; a list has it without its lines. */
export interface Adjustment {
  readonly inventory_adjustment_id: string
  /** `yyyy-mm-dd` */
  readonly date: string
  readonly reason: string
  readonly reason_id: string
  readonly description: string
  readonly reference_number: string
  readonly adjustment_type: 'quantity'
  readonly line_items: readonly AdjustedLine[]
  readonly total: number
}

export interface AdjustedLine {
  readonly line_item_id: string
  readonly item_id: string
  readonly name: string
  readonly description: string
  readonly quantity_adjusted: number
  readonly item_total: number
  readonly unit: string
  readonly is_combo_product: boolean
  readonly adjustment_account_id: string
  readonly adjustment_account_name: string
}
