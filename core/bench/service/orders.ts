/** An answer of about 2 KB of JSON, as services give: objects in a list, dates, a little nesting. */
export const orders: string = JSON.stringify({
  id: '7',
  orders: Array.from({ length: 11 }, (_, index) => ({
    id: String(index),
    status: 'completed',
    sku: `SKU-${index}`,
    quantity: index * 3,
    completedAt: '2026-11-23T10:00:00Z',
    note: `A sentence about order ${index}`,
    tags: ['a', 'b'],
    place: { line: 1, rush: true, note: null },
  })),
})
