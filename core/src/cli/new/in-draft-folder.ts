import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Does something with a manifest that lies in a folder of connectors of its own, which is gone afterwards. */
export async function inDraftFolder<Value>(
  { id, text }: { readonly id: string; readonly text: string },
  work: (folder: string) => Promise<Value>,
): Promise<Value> {
  const folder = await mkdtemp(join(tmpdir(), 'jackfield-new-'))
  try {
    await mkdir(join(folder, id))
    await writeFile(join(folder, id, 'connector.yaml'), text)
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
