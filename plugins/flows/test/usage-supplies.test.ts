import { describe, expect, it } from 'vitest'
import { usageOf } from './usage-of.ts'

describe('what an input is given', () => {
  it.each<[input: unknown, supplies: unknown[]]>([
    [
      { x: 'fixed', y: [1, 2] },
      [
        { path: ['x'], from: { kind: 'literal', value: 'fixed' } },
        { path: ['y'], from: { kind: 'literal', value: [1, 2] } },
      ],
    ],
    [{ x: '{% trigger.sku %}' }, [{ path: ['x'], from: { kind: 'copy', step: 'trigger', path: ['sku'] } }]],
    [{ x: '{% trigger.lines %}' }, [{ path: ['x'], from: { kind: 'copy', step: 'trigger', path: ['lines'] } }]],
    [
      { x: { y: '{% steps.item.name %}', z: 1 } },
      [
        { path: ['x', 'y'], from: { kind: 'copy', step: 'item', path: ['name'] } },
        { path: ['x', 'z'], from: { kind: 'literal', value: 1 } },
      ],
    ],
    [
      { x: ['{% trigger.sku %}', 'b'] },
      [
        { path: ['x', '*'], from: { kind: 'copy' } },
        { path: ['x', '*'], from: { kind: 'literal', value: 'b' } },
      ],
    ],
    [{ x: '{% "fixed" %}' }, [{ path: ['x'], from: { kind: 'literal', value: 'fixed' } }]],
    [{ x: '{% ["fixed", trigger.sku][0] %}' }, [{ path: ['x'], from: { kind: 'literal', value: 'fixed' } }]],
    [{ x: '{% [trigger.sku, "fixed"][1] %}' }, [{ path: ['x'], from: { kind: 'either' }, presence: 'sometimes' }]],
    [{ x: '{% null %}' }, [{ path: ['x'], from: { kind: 'literal', value: null } }]],
    [
      { x: '{% trigger.quantity * 2 %}' },
      [
        {
          path: ['x'],
          from: { kind: 'derived', reads: [{ step: 'trigger', path: ['quantity'] }], schema: { type: 'number' } },
        },
      ],
    ],
    [
      { x: '{% trigger.urgent ? "high" : "low" %}' },
      [
        {
          path: ['x'],
          from: { kind: 'derived', reads: [{ step: 'trigger', path: ['urgent'] }], schema: { enum: ['high', 'low'] } },
        },
      ],
    ],
    [
      { x: '{% trigger.urgent ? trigger.sku : "none" %}' },
      [
        {
          path: ['x'],
          from: {
            kind: 'either',
            options: [
              { kind: 'copy', step: 'trigger', path: ['sku'] },
              { kind: 'literal', value: 'none' },
            ],
          },
        },
      ],
    ],
    [
      { x: '{% trigger.sku ?? "none" %}' },
      [{ path: ['x'], from: { kind: 'either', options: [{ kind: 'copy', known: 'there' }, { kind: 'literal' }] } }],
    ],
    [
      { x: '{% trigger.sku ?: "none" %}' },
      [{ path: ['x'], from: { kind: 'either', options: [{ kind: 'copy', known: 'not-null' }, { kind: 'literal' }] } }],
    ],
    [
      { x: '{% trigger.lines.sku %}' },
      [{ path: ['x'], from: { kind: 'sequence', of: { kind: 'copy', path: ['lines', '*', 'sku'] } } }],
    ],
    [
      { x: '{% trigger.lines.tags %}' },
      [{ path: ['x'], from: { kind: 'sequence', of: { kind: 'copy', path: ['lines', '*', 'tags', '*'] } } }],
    ],
    [{ x: '{% trigger.lines[0].sku %}' }, [{ path: ['x'], from: { kind: 'copy', path: ['lines', '*', 'sku'] } }]],
    [{ x: '{% trigger.lines[-1].tags %}' }, [{ path: ['x'], from: { kind: 'copy', path: ['lines', '*', 'tags'] } }]],
    [{ x: '{% () %}' }, []],
    [
      { x: '{% [[trigger.sku], trigger.lines.tags] %}' },
      [
        { path: ['x'], from: { kind: 'derived', schema: { type: 'array' } }, presence: 'always' },
        { path: ['x', '*'], from: { kind: 'derived', schema: { type: 'array' } } },
        { path: ['x', '*', '*'], from: { kind: 'copy', path: ['sku'] } },
        { path: ['x', '*'], from: { kind: 'copy', path: ['lines', '*', 'tags', '*'] } },
      ],
    ],
    [
      { x: '{% {"a": trigger.sku, "b": 1} %}' },
      [
        { path: ['x', 'a'], from: { kind: 'copy', path: ['sku'] } },
        { path: ['x', 'b'], from: { kind: 'literal', value: 1 } },
      ],
    ],
    [
      { x: '{% trigger.lines.{"sku": sku} %}' },
      [
        { path: ['x'], from: { kind: 'sequence', of: { kind: 'derived', schema: { type: 'object' } } } },
        { path: ['x', 'sku'], from: { kind: 'copy', path: ['lines', '*', 'sku'] } },
      ],
    ],
    [
      { x: '{% $map(trigger.lines, function($l){ {"sku": $l.sku} }) %}' },
      [
        { path: ['x'], from: { kind: 'sequence', of: { kind: 'derived', schema: { type: 'object' } } } },
        { path: ['x', 'sku'], from: { kind: 'copy', path: ['lines', '*', 'sku'] } },
      ],
    ],
    ['{% {"a": trigger.sku} %}', [{ path: ['a'], from: { kind: 'copy', path: ['sku'] } }]],
    ['{% trigger %}', [{ path: [], from: { kind: 'copy', step: 'trigger', path: [] } }]],
    [{ x: '{% trigger.* %}' }, [{ path: ['x'], from: { kind: 'derived', reads: [{ step: 'trigger', path: [] }] } }]],
    [{ x: '{% $uppercase %}' }, [{ path: ['x'], from: { kind: 'unknown' } }]],
    [{ x: '{% trigger. %}' }, [{ path: ['x'], from: { kind: 'unknown' } }]],
    [{ x: '{% $foo %}' }, [{ path: ['x'], from: { kind: 'unknown' } }]],
  ])('%j', (input, supplies) => {
    expect(usageOf({ input }).usage.supplies).toMatchObject(supplies)
    expect(usageOf({ input }).usage.supplies).toHaveLength(supplies.length)
  })
})
