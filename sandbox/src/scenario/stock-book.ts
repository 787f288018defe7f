import type { Adjustment, NewItem, Order, TrackerControl, ZohoControl } from '../stand-ins/index.ts'
import { expectThat } from './expectation.ts'

/** What is in stock at first. Zoho's search for the first SKU finds all three. */
const items = [
  { sku: 'GEAR-M2', name: 'Gear, module 2', stock: 40 },
  { sku: 'GEAR-M2-L', name: 'Gear, module 2, left-hand', stock: 11 },
  { sku: 'SHAFT-20', name: 'Shaft, 20 mm', description: 'Carries GEAR-M2 and GEAR-M2-L', stock: 25 },
] as const satisfies readonly NewItem[]

type Sku = (typeof items)[number]['sku']

const firstOrder = 1001

/** The orders of the scenario, and what the stock must be because of them. */
export class StockBook {
  readonly #tracker: TrackerControl
  readonly #zoho: ZohoControl
  readonly #completed: Order[] = []
  #count = 0

  constructor(tracker: TrackerControl, zoho: ZohoControl) {
    this.#tracker = tracker
    this.#zoho = zoho
  }

  async open(): Promise<void> {
    for (const item of items) await this.#zoho.addItem(item)
  }

  /** An order that is being produced. */
  async order(sku: Sku, quantity: number): Promise<Order> {
    this.#count += 1
    return this.#tracker.createOrder({ id: `PO-${firstOrder - 1 + this.#count}`, sku, quantity })
  }

  async complete({ id }: Order): Promise<Order> {
    const order = await this.#tracker.completeOrder({ id })
    this.#completed.push(order)
    return order
  }

  /** Every completed order was adjusted exactly once, by its quantity, and nothing else was. */
  async expectExact(): Promise<void> {
    const adjustments = await this.#zoho.adjustments()
    for (const order of this.#completed) expectAdjustedOnce(order, adjustments)
    const seen = adjustments.map((adjustment) => adjustment.reference_number).sort()
    const expected = this.#completed.map(referenceOf).sort()
    expectThat(seen.length === expected.length, {
      expected: `the adjustments ${expected.join(', ')} and no others`,
      seen: seen.join(', '),
    })
    for (const { sku, stock } of items) await this.#expectStock(sku, stock)
  }

  /** How many requests to adjust the stock for this order reached Zoho. */
  async adjustRequests({ id }: Order): Promise<number> {
    const requests = await this.#zoho.requests()
    return requests.filter(({ method, body }) => method === 'POST' && body.includes(`"${id}@`)).length
  }

  /** How many of the lists in which an adjustment is looked for were asked of Zoho. */
  async confirmRequests(): Promise<number> {
    const requests = await this.#zoho.requests()
    return requests.filter(({ method, path }) => method === 'GET' && path.endsWith('/inventoryadjustments')).length
  }

  async #expectStock(sku: Sku, atFirst: number): Promise<void> {
    const produced = this.#completed.filter((order) => order.itemCode === sku)
    const expected = produced.reduce((stock, order) => stock + order.quantity, atFirst)
    const seen = await this.#zoho.stock({ sku })
    expectThat(seen === expected, { expected: `${expected} of ${sku} in stock`, seen: String(seen) })
  }
}

/** How the flow names an adjustment: unique to the order's completion. */
function referenceOf({ id, completedAt }: Order): string {
  return `${id}@${completedAt}`
}

function expectAdjustedOnce(order: Order, adjustments: readonly Adjustment[]): void {
  const own = adjustments.filter((adjustment) => adjustment.reference_number === referenceOf(order))
  const quantities = own.flatMap(({ line_items }) => line_items.map((line) => line.quantity_adjusted))
  expectThat(quantities.length === 1 && quantities[0] === order.quantity, {
    expected: `order ${order.id} to be adjusted once, by ${order.quantity}`,
    seen: quantities.length === 0 ? 'no adjustment' : `adjustments by ${quantities.join(', ')}`,
  })
}
