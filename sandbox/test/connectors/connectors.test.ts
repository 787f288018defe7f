import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { connectorNames } from './connector-folder.ts'

test.each(connectorNames)('%s is tested as its author would test it', (name) => {
  const text = readFileSync(join(import.meta.dirname, `${name}.test.ts`), 'utf8')
  expect(text).toContain(`testConnector(connectorFolder('${name}')`)
})
