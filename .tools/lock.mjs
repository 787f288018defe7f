import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { scratch } from './places.mjs'

const file = join(scratch, 'lock')

/**
 * Two runs in one folder take turns at installing and building. A lock whose process is gone is taken over.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(work) {
  mkdirSync(scratch, { recursive: true })
  let told = false
  while (!take()) {
    if (isStale()) rmSync(file, { force: true })
    else if (!told) {
      told = true
      console.error('Waiting: another run is setting this folder up.')
    }
    await wait(200)
  }
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

function take() {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false
    throw error
  }
}

function isStale() {
  try {
    const owner = Number(readFileSync(file, 'utf8'))
    if (!owner) return Date.now() - statSync(file).mtimeMs > 5000
    process.kill(owner, 0)
    return false
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'ESRCH'
  }
}
