import { describe, expect, it } from 'vitest'
import type { Json } from '../../../src/model/index.ts'
import { evaluate, found, textOf } from './statuses-of.ts'

const box = (sku: string, qty: number) => ({ sku, qty, tags: ['x', sku] })
const delivery = {
  id: 'd1',
  way: 'road',
  labels: ['a'],
  pallets: [
    { code: 'P1', height: 2, boxes: [box('a', 1), box('b', 5)] },
    { code: 'P2', height: 3, boxes: [box('c', 2)] },
  ],
}
const at = '/schemas/Delivery/properties/pallets/items/properties/boxes/items'
const change = [
  { at: `${at}/required`, to: ['itemCode', 'qty', 'tags'] },
  { at: `${at}/properties/sku` },
  { at: `${at}/properties/itemCode`, to: { type: 'string' } },
]

function renamed(value: Json): Json {
  return JSON.parse(JSON.stringify(value).replaceAll('"sku":', '"itemCode":'))
}

async function fixOf(expression: string) {
  const { statuses, findings } = await found(await textOf('depot.yaml'), {
    change,
    steps: [{ id: 'a', operation: 'depot.put', input: { name: 'n', any: `{% ${expression} %}` } }],
  })
  return { status: statuses.a, fix: findings.find(({ fix }) => fix !== undefined)?.fix?.after ?? null }
}

describe('what a renamed field is mended by', () => {
  it.each([
    'trigger.pallets.boxes.sku',
    'trigger.pallets[0].boxes[-1].sku',
    '(trigger.pallets.boxes)[0].sku & "sku"',
    'trigger.pallets.(boxes.sku)',
    'trigger.pallets.boxes.($.sku)',
    'trigger.pallets.boxes[sku = "a"].qty',
    'trigger.pallets[boxes[sku = "a"]].code',
    'trigger.pallets["a" in boxes.sku].code',
    'trigger.pallets.boxes^(>sku).sku',
    'trigger.pallets.boxes{sku: qty}',
    'trigger.pallets.boxes.{"sku": sku, "c": %.code}',
    'trigger.pallets.boxes.`sku`',
    'trigger.pallets.boxes."sku"',
    'trigger.pallets@$p.$p.boxes@$b.{"c": $p.code, "s": $b.sku}',
    '$map(trigger.pallets, function($p){ $map($p.boxes, function($b){ $b.sku }) })',
    '$filter(trigger.pallets.boxes, function($b){ $b.sku = "a" }).qty',
    '$reduce(trigger.pallets.boxes, function($a, $b){ $a & $b.sku }, "")',
    '$sort(trigger.pallets.boxes, function($a, $b){ $a.sku < $b.sku }).sku',
    '( $b := trigger.pallets.boxes; $c := $b; $c.sku )',
    '( $o := {"sku": trigger.pallets.boxes}; $o.sku.sku )',
    '( $f := function($x){ $x.sku }; $g := $f; trigger.pallets.boxes.$g($) )',
    '$join(trigger.pallets.boxes.sku, "sku")',
    '$exists(trigger.pallets[0].boxes[0].sku) ? trigger.pallets[0].boxes[0].sku : "sku"',
    'trigger.pallets.boxes.(sku ?? "none")',
    'trigger.pallets.boxes ~> |$|{"x": sku}| ~> $lookup("x")',
    '( /* sku */ trigger.pallets.boxes.sku )',
  ])('%s', async (expression) => {
    const { status, fix } = await fixOf(expression)
    expect(['broken', 'risky']).toContain(status)
    expect(fix).not.toBeNull()
    const scope = (trigger: Json) => ({ trigger, steps: {} })
    const after = await evaluate(fix ?? '', scope(renamed(delivery)))
    expect(after).toEqual(await evaluate(expression, scope(delivery)))
    expect(after).not.toBeUndefined()
  })

  it.each([
    '$lookup(trigger.pallets.boxes, "sku")',
    '$string(trigger.pallets)',
    '$keys(trigger.pallets.boxes)',
    'trigger.pallets',
    // Others of that name may be meant as well.
    'trigger.**.sku',
    'trigger.pallets.*.sku',
  ])('%s: nobody can say', async (expression) => {
    expect((await fixOf(expression)).fix).toBeNull()
  })
})
