import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface BellOptions {
  readonly id?: string
  readonly version?: string
  /** Ids of its actions. */
  readonly actions?: readonly string[]
}

/** A small connector without credentials, as a manifest: `ring` and other actions that ask for what a bell says. */
export function bell({ id = 'bell', version = '1.0.0', actions = ['ring'] }: BellOptions = {}): string {
  return [
    'jackfield: 1',
    `id: ${id}`,
    `version: '${version}'`,
    'title: Bell',
    'servers:',
    '  - url: https://bell.example.com',
    'actions:',
    ...actions.flatMap((action) => [
      `  ${action}:`,
      '    title: Ring the bell',
      `    http: GET /${action}`,
      '    output:',
      '      type: object',
      '      required: [sound]',
      '      properties:',
      '        sound: { type: string }',
    ]),
    '',
  ].join('\n')
}

/** Writes a manifest into a folder's connector folder, which is made where it is missing. */
export async function put(folder: string, name: string, text: string): Promise<void> {
  await mkdir(join(folder, name), { recursive: true })
  await writeFile(join(folder, name, 'connector.yaml'), text)
}
