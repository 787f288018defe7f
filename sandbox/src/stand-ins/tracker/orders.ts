import { ControlError } from '../serving/index.ts'
import type { Order, OrderStatus } from './order.ts'

export interface OrderQuery {
  readonly status?: OrderStatus | undefined
  /** Inclusive, milliseconds since 1970; leaves out what is not completed. */
  readonly since?: number | undefined
  readonly after?: OrderPosition | undefined
}

/** A place in the order of completion, that stays where it is while orders are completed before or behind it. */
export interface OrderPosition {
  /** Milliseconds since 1970; `null` for what is not completed. */
  readonly completed: number | null
  readonly sequence: number
}

export interface OrderPage {
  readonly orders: readonly Order[]
  /** The last order of the page, where others follow. */
  readonly next: OrderPosition | null
}

export interface NewOrder {
  readonly sku: string
  readonly quantity: number
  /** @default the next free number */
  readonly id?: string
  /** @default 'running' */
  readonly status?: Exclude<OrderStatus, 'completed'>
}

/** What the tracker knows. */
export class Orders {
  readonly #orders = new Map<string, { order: Order; readonly sequence: number }>()

  create({ sku, quantity, id = this.#freeId(), status = 'running' }: NewOrder): Order {
    if (typeof sku !== 'string' || sku === '') throw new ControlError('An order needs a "sku"')
    if (!Number.isInteger(quantity) || quantity < 0) throw new ControlError('An order needs a whole "quantity"')
    if (this.#orders.has(id)) throw new ControlError(`Order "${id}" exists`)
    const order: Order = { id, status, itemCode: sku, quantity, completedAt: null }
    this.#orders.set(id, { order, sequence: this.#orders.size })
    return order
  }

  /** Completing an order again moves its completion. */
  complete(id: string, completedAt: string): Order {
    const entry = this.#orders.get(id)
    if (entry === undefined) throw new ControlError(`There is no order "${id}"`)
    if (Number.isNaN(Date.parse(completedAt))) throw new ControlError(`"${completedAt}" is no date-time`)
    entry.order = { ...entry.order, status: 'completed', completedAt }
    return entry.order
  }

  get(id: string): Order | undefined {
    return this.#orders.get(id)?.order
  }

  all(): Order[] {
    return this.#inOrder().map(({ order }) => order)
  }

  page({ status, since, after }: OrderQuery, size: number): OrderPage {
    const matching = this.#inOrder().filter(
      ({ order, completed, sequence }) =>
        (status === undefined || order.status === status) &&
        (since === undefined || (completed !== null && completed >= since)) &&
        (after === undefined || compare({ completed, sequence }, after) > 0),
    )
    const page = matching.slice(0, size)
    const last = page.at(-1)
    const next = last === undefined || matching.length <= size ? null : last
    return {
      orders: page.map(({ order }) => order),
      next: next && { completed: next.completed, sequence: next.sequence },
    }
  }

  #freeId(): string {
    let number = this.#orders.size + 1
    while (this.#orders.has(String(number))) number += 1
    return String(number)
  }

  #inOrder(): { order: Order; completed: number | null; sequence: number }[] {
    return [...this.#orders.values()]
      .map(({ order, sequence }) => ({
        order,
        sequence,
        completed: order.completedAt === null ? null : Date.parse(order.completedAt),
      }))
      .sort(compare)
  }
}

function compare(one: OrderPosition, other: OrderPosition): number {
  if (one.completed === other.completed) return one.sequence - other.sequence
  if (one.completed === null) return 1
  return other.completed === null ? -1 : one.completed - other.completed
}
