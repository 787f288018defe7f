#!/usr/bin/env node
import { existsSync } from 'node:fs'
import * as module from 'node:module'

const entry = new URL('../dist/cli.js', import.meta.url)

if (Number.parseInt(process.versions.node, 10) < 24) {
  console.error(
    `jackfield needs Node 24 or later, and this is Node ${process.versions.node}.\n  hint: run it with a newer one: https://nodejs.org, or the package "node" of npm.`,
  )
  process.exitCode = 2
} else if (existsSync(entry)) {
  // Compiling takes a fifth of a start; Node keeps what came of it. NODE_DISABLE_COMPILE_CACHE=1 turns it off.
  module.enableCompileCache?.()
  await import(entry.href)
} else {
  console.error(
    'jackfield is not built yet.\n  hint: run "npm run build" at the root of the repository, then try again.',
  )
  process.exitCode = 2
}
