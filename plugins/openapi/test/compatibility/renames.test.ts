import { expect, it } from 'vitest'
import { corpusFolder } from './corpus.ts'
import { comparePairs } from './history.ts'

const corpus = corpusFolder()

/**
 * Real renames of published connectors, told by reading both versions: `operation old → new`, or `old → new` of a
 * field. What is not listed must not be said of these files.
 */
const known: Readonly<Record<string, readonly string[]>> = {
  'certified-connectors/AgilePoint NX': ['attributes → Attributes'],
  'certified-connectors/E-Sign': [
    'operation createEnvelopeFromTemplate → CreateEnvelopeFromTemplate',
    'operation uploadFile → UploadFile',
  ],
  'certified-connectors/GMO Sign': [
    'signing_text_point_end_x → signing_point_end_x',
    'signing_text_point_end_y → signing_point_end_y',
    'signing_text_point_start_x → signing_point_start_x',
    'signing_text_point_start_y → signing_point_start_y',
  ],
  'certified-connectors/Knowledgeone RecFind 6': ['QueryParams → Params'],
  'certified-connectors/dox42': ['operation dox42_Call → Dox42Call'],
  'independent-publisher-connectors/AADInvitationManager': ['SendInvitationMessage → sendInvitationMessage'],
  'independent-publisher-connectors/Connpass': ['Event_Id → event_id', 'series_Id → series_id'],
  // An object whose fields were replaced altogether, a flag that went as another came, a list of papers and of groups.
  'certified-connectors/FORCAM FORCE Bridge': ['id → ticketStateId'],
  'certified-connectors/GetAccept': [],
  'certified-connectors/Impower': [],
  'certified-connectors/Tikit': [],
}

it.skipIf(corpus === undefined)(
  'pairs what was renamed in the history of published connectors, and nothing else',
  async () => {
    const found = new Map(Object.keys(known).map((name) => [name, new Set<string>()]))
    const isKnown = ({ path }: { readonly path: string }): boolean => found.has(path.split('/').slice(0, 2).join('/'))
    for await (const { path, report } of comparePairs(corpus ?? '', isKnown)) {
      const all = found.get(path.split('/').slice(0, 2).join('/'))
      for (const { kind, rename } of report.changes)
        if (rename !== undefined)
          all?.add(`${kind.startsWith('operation.') ? 'operation ' : ''}${rename.from} → ${rename.to}`)
    }
    const said = [...found].map(([name, all]) => [name, [...all].sort()])
    expect(Object.fromEntries(said)).toEqual(known)
  },
)
