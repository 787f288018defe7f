import { canonicalJson, type Json, type Template } from '../model/index.ts'
import { httpOf, type OperationPair } from './operation-pair.ts'
import { inputOf, requestParts, type Sent } from './request-parts.ts'
import { isSameXml, type XmlSchema } from './same-xml.ts'

/** A difference in what is sent that the input's own changes do not account for. */
export interface RequestDifference {
  /** `query status`, `header X-Tenant`, `path 1`, `body`. */
  readonly place: string
  readonly before?: Json
  readonly after?: Json
  /** The one input, of both, whose value it is and nothing else: where that is left out, nothing differs. */
  readonly input?: string
}

/**
 * What is sent for the same input. A parameter or body property that only carries an added, removed or renamed input is
 * accounted for by that input's change, since an absent input leaves it out.
 */
export function requestDifferences(pair: OperationPair): readonly RequestDifference[] {
  const [base, revision] = [httpOf(pair.base), httpOf(pair.revision)]
  if (base === undefined || revision === undefined) return []
  const inputs = inputNames(pair)
  const [left, right] = [requestParts(base, pair, 'base'), requestParts(revision, pair, 'revision')]
  return [...new Set([...left.keys(), ...right.keys()])].sort().flatMap((place) => {
    const [before, after] = [left.get(place), right.get(place)]
    const alike = before === undefined || after === undefined || isWrittenAlike(pair, before, after)
    if (alike && accounted(before?.value, after?.value, inputs)) return []
    return [
      { place, ...shown('before', before, alike), ...shown('after', after, alike), ...carriedBy(before, after, pair) },
    ]
  })
}

function carriedBy(
  before: Sent | undefined,
  after: Sent | undefined,
  { inputs }: OperationPair,
): Pick<RequestDifference, 'input'> {
  const [name, ...others] = new Set(
    [before, after].flatMap((sent) => (sent === undefined ? [] : [inputOf(sent.value)])),
  )
  if (name === undefined || name === null || others.length > 0) return {}
  return inputs?.both.some((field) => field.name === name) === true ? { input: name } : {}
}

function isWrittenAlike({ connectors }: OperationPair, before: Sent, after: Sent): boolean {
  if (canonicalJson(before.how) !== canonicalJson(after.how)) return false
  const of = ({ xml }: Sent, side: 'base' | 'revision'): XmlSchema => ({
    schema: xml,
    schemas: connectors[side].schemas,
  })
  return isSameXml(of(before, 'base'), of(after, 'revision'))
}

function shown(name: 'before' | 'after', sent: Sent | undefined, alike: boolean): { readonly [name: string]: Json } {
  if (sent === undefined) return {}
  const value = sent.value as unknown as Json
  return { [name]: alike ? value : { value, ...sent.how } }
}

interface Inputs {
  readonly gone: ReadonlySet<string>
  readonly come: ReadonlySet<string>
}

function inputNames({ inputs }: OperationPair): Inputs {
  const renamed = inputs?.renamed ?? []
  return {
    gone: new Set([...(inputs?.removed ?? []), ...renamed.map((pair) => pair.removed)].map((one) => one.name)),
    come: new Set([...(inputs?.added ?? []), ...renamed.map((pair) => pair.added)].map((one) => one.name)),
  }
}

function accounted(before: Template | undefined, after: Template | undefined, inputs: Inputs): boolean {
  if (canonicalJson(before ?? null) === canonicalJson(after ?? null)) return true
  if (before === undefined) return after !== undefined && carries(after, inputs.come)
  if (after === undefined) return carries(before, inputs.gone)
  if (before.kind === 'object' && after.kind === 'object') {
    const names = new Set([...Object.keys(before.properties), ...Object.keys(after.properties)])
    return [...names].every((name) => accounted(own(before, name), own(after, name), inputs))
  }
  return carries(before, inputs.gone) && carries(after, inputs.come)
}

function own(template: Extract<Template, { kind: 'object' }>, name: string): Template | undefined {
  return Object.hasOwn(template.properties, name) ? template.properties[name] : undefined
}

function carries(template: Template, inputs: ReadonlySet<string>): boolean {
  if (template.kind !== 'value') return false
  const [name] = template.from.path
  return template.from.root === 'input' && name !== undefined && inputs.has(name)
}
