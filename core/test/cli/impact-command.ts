import { type Folder, trackerManifest } from './command-line.ts'

export const args = ['--base', 'base', '--revision', 'revision', '--flows', 'flows']
export const flowFile = 'flows/restock-on-completion.yaml'

/** Renames a field that the flow reads. */
export const renamed = (folder: Folder): Promise<void> =>
  folder.edit(trackerManifest, (text) => text.replaceAll('sku', 'itemCode'))

/** What `jackfield impact` reports, as JSON. */
export async function report(folder: Folder, ...more: readonly string[]) {
  const { code, out, err } = await folder.jackfield('impact', ...args, '--format', 'json', ...more)
  return { code, err, ...JSON.parse(out) }
}
