import type { Problem } from '../../model/index.ts'
import type { SourceEntry } from '../format.ts'
import { filePath } from './file-path.ts'

const code = /^connector\.[cm]?[jt]s$/
const document = /\.(ya?ml|json)$/i

/** What to tell about an entry that no format knows; nothing about what is clearly no connector. */
export function unclaimed(entry: SourceEntry, problems: readonly Problem[]): Problem[] {
  const module = entry.files.find(
    ({ path }) => code.test(path) || (entry.kind === 'file' && /\.[cm]?[jt]s$/.test(path)),
  )
  if (module !== undefined) return [withoutExecutor(filePath(entry, module))]
  if (problems.length > 0) return []
  if (entry.kind === 'folder') return [withoutConnector(entry)]
  return document.test(entry.name) ? [withoutKey(entry)] : []
}

function withoutExecutor(file: string): Problem {
  return {
    code: 'executor-missing',
    message: 'A connector with code of its own is not run: no executor is installed.',
    file,
    hint: 'write it as connector.yaml, or register it in the host with defineConnector().',
  }
}

function withoutConnector({ path, files }: SourceEntry): Problem {
  const nested = files.find((file) => /(^|\/)connector\.(ya?ml|json)$/.test(file.path))?.path
  const hint =
    nested === undefined ? 'add connector.yaml or connector.json.' : `move ${nested} to the top of the folder.`
  return {
    code: 'connector-missing',
    message: 'The folder has no connector file.',
    file: path.replaceAll('\\', '/'),
    hint,
  }
}

function withoutKey(entry: SourceEntry): Problem {
  return {
    code: 'connector-missing',
    severity: 'warning',
    message: 'The file is no connector that is known here.',
    file: entry.path.replaceAll('\\', '/'),
    hint: 'a manifest begins with "jackfield: 1"; other formats need their extension.',
  }
}
