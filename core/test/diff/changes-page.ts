import type { Rule } from '../../src/diff/rule.ts'

const introduction = `# Kinds of change

What \`jackfield diff\`, \`jackfield impact\` and a held change call by name. Every kind has a side (what of an operation it is about) and the levels that it can have **as if everything were used**; what it means for *your* flows is the verdict of an impact report (see [impact.md](impact.md)).

| level | meaning |
|---|---|
| breaking | somebody who uses the operation as the base declares it fails, or gets something else |
| risky | it can't be shown that nobody does |
| safe | nobody does, as far as the connector declares what the service does |

Titles, descriptions, examples, \`deprecated\` on a field, the order of anything and \`x-*\` are never a change, nor is a \`$ref\` that is renamed or written out (unless its name is what tells an alternative apart, see [\`output.discriminator\`](#outputdiscriminator)), nor the same schema in other words (\`const\` and a one-value \`enum\`, \`[string, 'null']\` and \`anyOf\` with null, \`exclusiveMinimum: 0\` and \`minimum: 1\` of an integer). Patterns are compared by the texts that they admit (\`^[0-9]+$\` and \`^\\\\d{1,}$\` are one), and values that are listed by what else is said of them. What differs and is not understood is risky, never silently nothing: the message and a problem \`change-not-understood\` name it, and the comparison is not complete. So is a reference to what is not here: nothing else is said of that place, since it may be anything, also what it was. And so is a part of \`allOf\` that closes or types what it does not list: by the letter it shuts out what the other parts list (JSON Schema 2020-12, Core 10.3.2.3), which hardly a service does.

A \`pointer\` goes into the model by property path (\`/operations/getOrder/output/properties/sku\`): references are followed, \`allOf\` is joined, a recursive schema is looked at once. For alternatives it names the one in the base, and in the revision where it is new.

A field or operation that goes and one that comes are reported as one that is renamed when they are alike enough: by structure, name, requiredness, description, and when there is no other choice (a confidence of 0.7 and more). Two of which nothing but the type is alike are paired only where neither has another counterpart and they do not say other things of themselves. Less alike ones (from 0.45) are reported as removed and added, with \`rename\` on the removed one. A rename is suggested, never assumed; \`formerly\` makes that of an operation certain. The verdict is the same either way.

This page is made from the rules themselves. After a change of one: \`npx vitest run core/test/diff -u\`.
`

/** The reference page of all kinds, in Markdown. */
export function changesPage(rules: readonly Rule[]): string {
  const rows = rules.map(
    ({ id, title, side, levels }) => `| [\`${id}\`](#${anchorOf(id)}) | ${worstFirst(levels)} | ${side} | ${title} |`,
  )
  const index = ['| kind | level | side | |', '|---|---|---|---|', ...rows].join('\n')
  return `${[introduction, index, ...rules.map(section)].join('\n\n').replace(/\n{3,}/g, '\n\n')}\n`
}

function worstFirst(levels: Rule['levels']): string {
  return (['breaking', 'risky', 'safe'] as const).filter((level) => levels.includes(level)).join(', ')
}

/** As renderers of Markdown make it of a heading. */
function anchorOf(id: string): string {
  return id.replace(/[^a-z0-9-]/g, '')
}

function section({ id, title, side, levels, explanation, example }: Rule): string {
  const head = `## \`${id}\`\n\n*${worstFirst(levels)} · ${side}*\n\n${title}. ${explanation}`
  if (example === undefined) return head
  const { of, base, revision } = example
  return `${head}\n\n\`\`\`yaml\n# ${of}, base\n${base}\n# ${of}, revision\n${revision}\n\`\`\``
}
