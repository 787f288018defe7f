import type { ControlCalls } from './control-server.ts'

/** Every call of a control, by name; a call that is missing here does not compile. */
export type ControlTable<Control> = Readonly<Record<keyof Control, true>>

/** The same control from another process. Its calls throw when the stand-in refuses them or is gone. */
export function createControlClient<Control extends ControlCalls<Control>>(
  port: number,
  calls: ControlTable<Control>,
): Control {
  const entries = Object.keys(calls).map((name) => [name, (input: unknown) => call(port, name, input)])
  return Object.fromEntries(entries) as Control
}

async function call(port: number, name: string, input: unknown): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}/${name}`, {
    method: 'POST',
    body: JSON.stringify(input ?? {}),
  })
  const result: unknown = await response.json()
  if (response.ok) return result
  throw new Error(`The stand-in refused "${name}": ${(result as { error: string }).error}`)
}
