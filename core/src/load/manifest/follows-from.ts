import { type Pointer, type Problem, segmentsOf } from '../../model/index.ts'

/** What is known only where schemas are right: which inputs, settings and output fields there are. */
const ofSchemas: ReadonlySet<string> = new Set([
  'confirm-input',
  'cursor-type',
  'cursor-uncertain',
  'dedupe-uncertain',
  'input-unknown',
  'map-incomplete',
  'options-input',
  'options-place',
  'options-unknown',
  'output-not-null',
  'pages-endless',
  'pages-unknown',
  'pages-without-body',
  'path-input-missing',
  'path-input-optional',
  'required-unlisted',
  'setting-optional',
  'setting-unknown',
  'test-needs-input',
  'where-unknown',
])

/** What names a part of the connector that may be there, but broken. */
const ofParts: Readonly<Record<string, string>> = {
  'operation-unknown': 'actions',
  'schema-unknown': 'schemas',
  'security-unknown': 'securitySchemes',
  'server-missing': 'servers',
}

/** Whether a problem may be nothing but a consequence of errors in the manifest's structure. */
export function followsFrom({ code, pointer = '' }: Problem, errors: readonly Problem[]): boolean {
  const part = Object.hasOwn(ofParts, code) ? ofParts[code] : undefined
  return errors.some((error) => {
    const at = error.pointer ?? ''
    if (at !== '' && (pointer === at || pointer.startsWith(`${at}/`))) return true
    if (ofSchemas.has(code) && isInSchema(at)) return true
    if (code.startsWith('variable-') && areaOf(pointer) === areaOf(at)) return true
    return part !== undefined && removes(error, part)
  })
}

/** An operation with errors is still there; a scheme with errors is not, nor what is no mapping at all. */
function removes({ code, pointer = '' }: Problem, part: string): boolean {
  const [first, ...rest] = segmentsOf(pointer)
  if (first === undefined) return part === 'servers' && code === 'key-missing'
  return (
    first === part && (part === 'securitySchemes' || (code === 'type-wrong' && rest.length < 2) || rest.length === 0)
  )
}

function isInSchema(at: Pointer): boolean {
  const [first, , third] = segmentsOf(at)
  if (first === 'settings' || first === 'schemas') return true
  return (first === 'actions' || first === 'triggers') && (third === 'input' || third === 'output')
}

/** One operation, schema, server or scheme. */
function areaOf(at: Pointer): string {
  return segmentsOf(at).slice(0, 2).join('/')
}
