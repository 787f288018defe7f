import type { ConnectorPair } from '../connector-pair.ts'
import type { Found, Rule, RuleFinding } from '../rule.ts'
import { compareSchemas } from '../schema/compare-schemas.ts'
import { schemaRules } from '../schema-rules.ts'
import { unexplainedInputRule } from './field-changed.ts'

const demanding: ReadonlySet<string> = new Set(['input.required-added', 'input.made-required'])

/** What a connection fills in that is not secret. */
export const settingsRules: readonly Rule[] = [
  {
    id: 'settings.required',
    side: 'connection',
    levels: ['breaking'],
    title: 'Connections need a setting that they did not need before',
    explanation:
      'Existing connections may not have it: calls fail until it is filled in. Give the setting up, or make it optional.',
    example: {
      of: 'connector',
      base: 'settings: { properties: { region: { type: string } } }',
      revision: 'settings: { required: [region], properties: { region: { type: string } } }',
    },
    connector: (pair) =>
      settingsFound(pair)
        .filter(({ rule }) => demanding.has(rule.id))
        .map(({ found }) => found),
  },
  {
    id: 'settings.changed',
    side: 'connection',
    levels: ['risky', 'safe'],
    title: 'What a connection may fill in changes',
    explanation:
      'What existing connections have filled in may no longer fit, where less is admitted or it means something else. More is safe.',
    example: {
      of: 'connector',
      base: 'settings: { properties: { region: { enum: [eu, us] } } }',
      revision: 'settings: { properties: { region: { enum: [eu] } } }',
    },
    connector: (pair) =>
      settingsFound(pair)
        .filter(({ rule }) => !demanding.has(rule.id))
        .map(({ rule, found }): Found => {
          const level = (found.level ?? rule.levels[0]) === 'safe' ? 'safe' : 'risky'
          return { ...found, level }
        }),
  },
]

/** The settings compared as an input is. */
function settingsFound({ base, revision, by }: ConnectorPair): readonly RuleFinding[] {
  const nodes = { base: by.base.node(base.settings), revision: by.revision.node(revision.settings) }
  const findings = compareSchemas({
    ...nodes,
    by,
    side: 'input',
    at: '/settings',
    rules: schemaRules,
    unexplained: unexplainedInputRule,
  })
  return findings.map(({ rule, found }) => ({ rule, found: { ...found, explains: ['settings'] } }))
}
