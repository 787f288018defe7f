import { copyFile, mkdir, stat } from 'node:fs/promises'
import { dirname, isAbsolute, join, normalize } from 'node:path'
import type { Connector, Problem } from '../../model/index.ts'

/** Brings the icon of a connector's folder along. What lies outside the folder stays there. */
export async function copyIcon({ icon }: Connector, from: string, to: string): Promise<readonly Problem[]> {
  if (icon === undefined || /^[a-z][a-z0-9+.-]*:/i.test(icon)) return []
  const path = normalize(icon)
  if (isAbsolute(path) || path.startsWith('..')) return [lost(icon)]
  try {
    const folder = (await stat(from)).isDirectory() ? from : dirname(from)
    await mkdir(dirname(join(to, path)), { recursive: true })
    await copyFile(join(folder, path), join(to, path))
    return []
  } catch {
    return [lost(icon)]
  }
}

function lost(icon: string): Problem {
  return {
    code: 'icon-missing',
    severity: 'warning',
    message: `The icon ${icon} could not be brought along.`,
    pointer: '/icon',
    hint: 'copy it into the folder.',
  }
}
