#!/usr/bin/env node
import { existsSync } from 'node:fs'

const entry = new URL('../dist/cli.js', import.meta.url)

if (existsSync(entry)) {
  await import(entry.href)
} else {
  console.error(
    'jackfield is not built yet.\n  hint: run "npm run build" at the root of the repository, then try again.',
  )
  process.exitCode = 2
}
