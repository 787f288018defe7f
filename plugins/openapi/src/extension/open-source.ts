import type { Problem, SourceEntry, SourceFile } from '@jackfield/core'
import type { OpenDocument, SourceDocument } from '../refs/index.ts'
import { loadYaml, needsYaml, readText } from '../text/index.ts'

export interface OpenedSource {
  /** Absent where its text can't be understood. */
  readonly document?: SourceDocument
  readonly problems: readonly Problem[]
  /** The other files of the entry, each read when something refers to it. */
  readonly open: OpenDocument
  /** What is wrong with the texts of those that were. */
  problemsOfOthers(): readonly Problem[]
  /** Whether `readOnly` or `writeOnly` stands in one of the files. */
  readonly directed: boolean
}

/** Reads a file of an entry as a document, leniently. Never throws for what is in it. */
export async function openSource(entry: SourceEntry, file: SourceFile): Promise<OpenedSource> {
  const documents = entry.files.filter(({ path }) => /\.(json|ya?ml)$/i.test(path))
  if ([file, ...documents].some(({ bytes }) => needsYaml(bytes))) await loadYaml()
  const { document, problems } = read(file)
  const opened = new Map<string, ReturnType<typeof read>>()

  function read(source: SourceFile) {
    const shown = shownAs(entry, source)
    const { value, problems: found, locate } = readText(source.bytes, shown)
    return {
      problems: found,
      ...(value !== undefined && { document: { file: shown, path: source.path, value, locate } }),
    }
  }

  function open(path: string): SourceDocument | undefined {
    const source = entry.files.find((each) => each.path === path)
    if (source === undefined) return undefined
    const known = opened.get(path) ?? read(source)
    opened.set(path, known)
    return known.document
  }

  return {
    problems,
    ...(document !== undefined && { document }),
    open,
    problemsOfOthers: () => [...opened.values()].flatMap((each) => each.problems.map(asWarning)),
    directed: documents.some(saysDirection),
  }
}

function saysDirection({ bytes }: SourceFile): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return buffer.includes('readOnly') || buffer.includes('writeOnly')
}

/** What refers to it is told about where that stands. */
function asWarning(problem: Problem): Problem {
  return { ...problem, severity: 'warning' }
}

function shownAs({ kind, path }: SourceEntry, file: SourceFile): string {
  return (kind === 'file' ? path : `${path}/${file.path}`).replaceAll('\\', '/')
}
