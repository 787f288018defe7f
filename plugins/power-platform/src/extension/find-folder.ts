import type { SourceEntry, SourceFile } from '@jackfield/core'

export interface ConnectorFiles {
  readonly definition: SourceFile
  readonly properties: SourceFile | undefined
  readonly hasScript: boolean
}

/** The files of a custom connector at the top of a folder, in any letter case; undefined where it is none. */
export function findFolder({ kind, files }: SourceEntry): ConnectorFiles | undefined {
  if (kind !== 'folder') return undefined
  const find = (pattern: RegExp): SourceFile | undefined => files.find(({ path }) => pattern.test(path))
  const definition = find(/^apidefinition\.swagger\.json$/i)
  const properties = find(/^apiproperties\.json$/i)
  if (definition === undefined) return undefined
  return { definition, properties, hasScript: find(/^script\.csx$/i) !== undefined }
}
