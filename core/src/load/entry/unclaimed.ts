import type { Problem } from '../../model/index.ts'
import type { SourceEntry } from '../format.ts'

const document = /\.(ya?ml|json)$/i

/** What to tell about an entry that no format knows; nothing about what is clearly no connector. */
export function unclaimed(entry: SourceEntry, problems: readonly Problem[]): Problem[] {
  if (problems.length > 0) return []
  if (entry.kind === 'folder') return [withoutConnector(entry)]
  return document.test(entry.name) ? [withoutKey(entry)] : []
}

function withoutConnector({ path, files }: SourceEntry): Problem {
  const nested = files.find((file) => /(^|\/)connector\.(ya?ml|json)$/.test(file.path))?.path
  const hint =
    nested !== undefined
      ? `move ${nested} to the top of the folder.`
      : files.some(({ path: file }) => document.test(file))
        ? 'add connector.yaml or connector.json; other formats need their extension, and each connector a folder of its own.'
        : 'add connector.yaml or connector.json.'
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
