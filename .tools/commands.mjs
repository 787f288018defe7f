import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { isAbsolute } from 'node:path'
import { root, toolEnvironment } from './places.mjs'

const windows = process.platform === 'win32'

/**
 * On Windows a tool's name stands for a command file, which only a shell starts: it has to be told where a word ends.
 * @param {string} command @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 */
function begin(command, args, options) {
  const shell = windows && !isAbsolute(command)
  const words = shell ? args.map((word) => (/[\s&()^]/.test(word) ? `"${word}"` : word)) : args
  return spawn(command, words, { cwd: root, env: toolEnvironment(), shell, ...options })
}

/**
 * Runs a tool to its end and keeps what it prints.
 * @param {string} command @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<{ code: number, output: string, stdout: string }>}
 */
export function capture(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = begin(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    let stdout = ''
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      output += text
      stdout += text
    })
    child.stderr?.setEncoding('utf8').on('data', (text) => {
      output += text
    })
    child.on('error', (error) => resolve({ code: 127, output: `${command}: ${error.message}\n`, stdout: '' }))
    child.on('close', (code, signal) => resolve({ code: exitCode(code, signal), output, stdout }))
  })
}

/**
 * Runs a program in the foreground: it has the terminal and gets the signals, and its exit code is the result.
 * @param {string} command @param {string[]} args
 * @returns {Promise<number>}
 */
export function follow(command, args) {
  return new Promise((resolve) => {
    const child = begin(command, args, { stdio: 'inherit' })
    const stop = passSignalsTo(child)
    child.on('error', (error) => {
      console.error(`${command}: ${error.message}`)
      resolve(127)
    })
    child.on('close', (code, signal) => {
      stop()
      resolve(exitCode(code, signal))
    })
  })
}

/**
 * A terminal sends Ctrl-C to every process in the foreground, the child included: passing it on would be a second one.
 * @param {import('node:child_process').ChildProcess} child
 */
function passSignalsTo(child) {
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  const handlers = signals.map((signal) => {
    const fromTerminal = signal === 'SIGINT' && Boolean(process.stdin.isTTY)
    const handler = () => void (fromTerminal || child.kill(signal))
    process.on(signal, handler)
    return () => process.off(signal, handler)
  })
  return () => {
    for (const remove of handlers) remove()
  }
}

/** @param {number | null} code @param {NodeJS.Signals | null} signal */
const exitCode = (code, signal) => code ?? 128 + (signal ? constants.signals[signal] : 0)
