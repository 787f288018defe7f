import { isJsonObject, type Problem } from '../model/index.ts'
import type { DocumentFile } from '../usage/index.ts'

/**
 * What to say of a document among the flows that no reader knows: it may be a flow that is spoilt beyond recognition,
 * unless it is plainly a document of another kind.
 */
export async function unclaimedDocument({ path: file, text }: DocumentFile): Promise<Problem> {
  if (await isOfAnotherKind(text))
    return {
      code: 'flow-unknown',
      severity: 'warning',
      message: 'It is no flow that is known here, and is left out.',
      file,
      hint: 'Take it out of the folder of flows.',
    }
  return {
    code: 'flow-unreadable',
    message: 'It can’t be read, as a flow or as anything else.',
    file,
    hint: 'Mend it, or take it out of the folder of flows.',
  }
}

/** In characters: as YAML, more takes gigabytes to read. */
const largest = 2 ** 20

async function isOfAnotherKind(text: string): Promise<boolean> {
  if (isJsonText(text)) return true
  if (text.length > largest) return false
  const { parseAllDocuments } = await import('yaml')
  try {
    const documents = parseAllDocuments(text, { logLevel: 'silent', prettyErrors: false })
    const whole = Array.isArray(documents) && documents.every(({ errors }) => errors.length === 0)
    return whole && documents.length > 0 && documents.every((document) => isJsonObject(document.toJS()))
  } catch {
    return false
  }
}

function isJsonText(text: string): boolean {
  try {
    return isJsonObject(JSON.parse(text))
  } catch {
    return false
  }
}
