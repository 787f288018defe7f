import { isJsonObject, type JsonObject, pointer } from '../../model/index.ts'
import { describePlace } from '../../validate/index.ts'
import type { CallPlace } from './call-place.ts'
import { type Drafting, listIn, objectIn, textIn } from './drafting.ts'

/** The inputs that a path names, each once; one that is placed there by name may be any text. */
export function readPathNames(whole: string, { written, source }: CallPlace, { report }: Drafting): string[] {
  const [path = ''] = whole.split('#', 1)
  const placed = new Set(placedIn(written))
  const at = source + (isJsonObject(written.http) ? pointer('http', 'path') : pointer('http'))
  const names: string[] = []
  for (const [, name = ''] of path.matchAll(/\{([^{}]*)\}/g)) {
    const hint = `write {${name.split('.').at(-1) || 'name'}}, with an input of that name.`
    if (placed.has(name) || /^[^\s.{}/]+$/.test(name)) names.push(name)
    else
      report({
        code: 'template-unknown',
        message: `{${name}} in the path of ${describePlace(source)} is not a bare name.`,
        pointer: at,
        hint,
      })
  }
  if (/[{}]/.test(path.replaceAll(/\{[^{}]*\}/g, ''))) {
    const message = `The path of ${describePlace(source)} has a brace that is not part of a name.`
    report({
      code: 'template-syntax',
      message,
      pointer: at,
      hint: 'write each name as {name}; a brace itself is %7B or %7D in a path.',
    })
  }
  return [...new Set(names)]
}

/** What `parameters` or `in` fill the path with. */
function placedIn(written: JsonObject): string[] {
  const listed = listIn(written, 'parameters').filter(isJsonObject)
  const placements = Object.values(objectIn(written, 'in')).filter(isJsonObject)
  return [...listed, ...placements].filter((each) => each.in === 'path').flatMap((each) => textIn(each, 'name') ?? [])
}
