import { join } from 'node:path'
import { connectorsFolder, sandboxConnectorsFolder } from '../package-folder.ts'
import { codeEdits } from './code-edits.ts'
import { manifestEdits, version } from './manifest-edits.ts'
import type { TrackerConnector, Variant, VariantName } from './variant.ts'

const manifest: Omit<TrackerConnector, 'folder' | 'edits'> = {
  file: 'connector.yaml',
  operations: ['getOrder', 'listOrders', 'orderCompleted'],
  isCode: false,
}

export const variants: Readonly<Record<VariantName, Variant>> = {
  polling: {
    name: 'polling',
    told: 'The tracker is asked for completed orders; Zoho is connected with a refresh token.',
    tracker: { ...manifest, folder: join(connectorsFolder, 'production-tracker'), edits: manifestEdits([]) },
    hears: 'by polling',
    zoho: 'with a refresh token',
  },
  webhook: {
    name: 'webhook',
    told:
      'The tracker calls a webhook for each completed order; Zoho is connected in the browser, by the authorisation code ' +
      'flow with PKCE. Its authorisation server is one that Jackfield has no part in: oidc-provider.',
    tracker: {
      ...manifest,
      folder: join(sandboxConnectorsFolder, 'production-tracker-webhook'),
      edits: manifestEdits([version('2.0.0', '1.0.0')]),
    },
    hears: 'by webhook',
    zoho: 'in the browser',
  },
  code: {
    name: 'code',
    told: "The tracker's connector is TypeScript, and runs in the sandbox: a process of its own that can reach nothing.",
    tracker: {
      folder: join(sandboxConnectorsFolder, 'production-tracker-code'),
      file: 'order.ts',
      edits: codeEdits,
      operations: ['countOrders', 'getOrder', 'orderCompleted'],
      isCode: true,
    },
    hears: 'by polling',
    zoho: 'with a refresh token',
  },
}
