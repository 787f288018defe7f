import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Folder } from './command-line.ts'

export const secret = 'k-7f3a-secret'
export const declared = 'https://api.desk.example'

/** Arguments of `jackfield new` that connect. */
export const line = [
  '--base-url',
  `${declared}/v2`,
  '--auth',
  'apiKey',
  '--key-name',
  'X-Key',
  '--operation',
  'GET /orders/{id}',
]

export const manifestOf = (folder: Folder): Promise<string> => readFile(join(folder.dir, 'desk/connector.yaml'), 'utf8')
