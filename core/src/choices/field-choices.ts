import { argumentInvalid } from '../errors/index.ts'
import { type Clock, canonicalJson, nearestName, type Options, operationName, type Pointer } from '../model/index.ts'
import { asked, asNotReady } from './asked.ts'
import { elementsOf } from './elements-of.ts'
import type { ChoiceRequest, Family, FamilyOf } from './family.ts'
import { createKept } from './kept.ts'
import { missingFor, searches } from './missing-for.ts'
import { createOptionList, type FieldOption, type OptionList } from './option-list.ts'
import { readPageToken, writePageToken } from './page-token.ts'
import { takePage } from './take-page.ts'

export interface OptionsRequest extends ChoiceRequest {
  /** One of the operation's fields with options, such as `/warehouseId`. */
  readonly field: Pointer
  /** What a person typed. @default '' */
  readonly search?: string
  /** The `next` of the page before, asked for with the same input and search. */
  readonly page?: string
  /** From 1 to 500. @default 50 */
  readonly limit?: number
}

export interface OptionsPage {
  readonly options: readonly FieldOption[]
  /** Asks for the next page, also after a restart; left out on the last one. */
  readonly next?: string
  /** There are more than were looked at (5,000, or the most pages of the operation): narrow the search. */
  readonly cut?: true
}

const lasts = 60_000
const mostLists = 100
const mostElements = 5_000
const mostOnPage = 500

export type FieldChoices = (request: OptionsRequest) => Promise<OptionsPage>

/**
 * Lists are kept for a minute, so that pages and searches of one person, and the same question of several, ask the
 * service once.
 */
export function createFieldChoices(familyOf: FamilyOf, clock: Clock): FieldChoices {
  const lists = createKept<OptionList>({ clock, most: mostLists, lasts })

  return async (request) => {
    const { field, input = {}, search = '', limit = 50, page } = request
    assertLimit(limit)
    const family = await familyOf(request)
    const options = optionsOf(family, field)
    const words = search.trim()
    try {
      const { call, request: question, key } = await asked(family, options, { input, search: words })
      const kept = `${key} ${canonicalJson([field, options.items, options.value, options.label ?? null])}`
      const mark = canonicalJson([request.operation, field, question.input, words])
      const from = page === undefined ? 0 : readPageToken(page, mark)
      const list = lists.get(kept, () =>
        createOptionList({ ...options, elements: elementsOf(call, question, options.items), most: mostElements }),
      )
      const wish = { from, limit, search: searches(options.input) ? '' : words }
      const taken = await takePage(list, wish).catch((error: unknown) => {
        lists.forget(kept, list)
        throw error
      })
      const next = taken.next === undefined ? {} : { next: writePageToken(taken.next, mark) }
      return { options: taken.options, ...next, ...(list.cut && taken.next === undefined && { cut: true as const }) }
    } catch (error) {
      throw asNotReady(error, family, missingFor(options.input, input))
    }
  }
}

function assertLimit(limit: number): void {
  if (!Number.isInteger(limit) || limit < 1 || limit > mostOnPage)
    throw argumentInvalid(`options: limit can't be ${limit}.`, { hint: `Give a whole number from 1 to ${mostOnPage}.` })
}

function optionsOf({ call: { connector, operation } }: Family, field: Pointer): Options {
  const known = Object.keys(operation.options ?? {})
  const found = known.includes(field) ? operation.options?.[field] : undefined
  if (found !== undefined) return found
  const near = nearestName(field, known)
  const name = operationName(connector.id, operation.id)
  throw argumentInvalid(`"${name}" has no options for "${field}".`, {
    hint:
      near !== undefined
        ? `Did you mean "${near}"?`
        : known.length === 0
          ? 'None of its fields has; see catalogue.operation().'
          : `Fields with options: ${known.join(', ')}.`,
  })
}
