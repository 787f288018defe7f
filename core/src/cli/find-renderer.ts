import { argumentInvalid } from '../errors/index.ts'
import { type Renderer, renderers } from '../impact/index.ts'
import type { Invocation } from './command.ts'

/** The renderer that `--format` names: a built-in one, or an extension's. */
export async function findRenderer(invocation: Invocation): Promise<Renderer> {
  const known = [...renderers, ...(await invocation.extensions()).flatMap((extension) => extension.renderers ?? [])]
  const format = invocation.option('format')
  const found = known.find(({ name }) => name === format)
  if (found !== undefined) return found
  throw argumentInvalid(`--format can't be "${format}".`, {
    hint: `Choose one of ${known.map(({ name }) => name).join(', ')}.`,
  })
}
