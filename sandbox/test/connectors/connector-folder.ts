import { fileURLToPath } from 'node:url'

/** A connector of the drop-in folder. */
export function connectorFolder(name: string): string {
  return fileURLToPath(new URL(`../../../plugins/connectors/${name}`, import.meta.url))
}
