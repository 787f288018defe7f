import { text } from 'node:stream/consumers'
import { bundleConnector } from './bundle-connector.ts'
import { bundleGuest } from './bundle-guest.ts'
import type { BundleAnswer, BundleRequest } from './run-bundler.ts'

const request = JSON.parse(await text(process.stdin)) as BundleRequest

async function bundle(): Promise<BundleAnswer> {
  try {
    return { code: await (request === null ? bundleGuest() : bundleConnector(request)) }
  } catch (error) {
    return { error: (error as Error).message }
  }
}

process.stdout.write(JSON.stringify(await bundle()))
