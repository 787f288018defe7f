import { expect } from 'vitest'
import { loadPath, manifestFormat } from '../../src/load/index.ts'
import type { Connector, Parameter } from '../../src/model/index.ts'
import { validateConnector } from '../../src/validate/index.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** What a folder comes to that holds one file of this text. */
export async function read(text: string, name = 'connector.yaml') {
  const folder = temporaryFolder({ [name]: text })
  const { connectors } = await loadPath(folder, { formats: [manifestFormat()], shownAs: 'orders' })
  return connectors[0] ?? expect.fail('nothing was loaded')
}

/** The connector of a manifest in which nothing is wrong. */
export async function connectorOf(text: string, name?: string): Promise<Connector> {
  const { connector, problems, place } = await read(text, name)
  expect(problems).toEqual([])
  expect(connector && validateConnector(connector, place)).toEqual([])
  return connector as Connector
}

/** What every manifest here begins with. */
export const head = `
jackfield: 1
id: orders
version: '1.0.0'
title: Orders
servers: [{ url: https://orders.example.com/api/ }]
`

const indented = (text: string) => text.replaceAll(/^/gm, '  ')

/** A manifest with one action, `act`. */
export const withAction = (text: string, before = '') =>
  `${head}${before}\nactions:\n  act:\n${indented(indented(text))}\n`

export const actionOf = async (text: string, before?: string) => {
  const { operations } = await connectorOf(withAction(text, before))
  return operations.act ?? expect.fail('no action')
}

/** Parameters by their places, names and values. */
export const shown = (parameters: readonly Parameter[] = []) =>
  parameters.map(({ name, in: location, value }) => `${location} ${name} ${show(value)}`)

const show = (value: Parameter['value']): string =>
  value.kind === 'value' ? `{${[value.from.root, ...value.from.path].join('.')}}` : JSON.stringify(value)
