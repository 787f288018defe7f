import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { JsonObject } from '@jackfield/core'
import {
  type ConnectorTest,
  type FakeRequest,
  type FakeRoutes,
  type FakeService,
  fakeService,
  type TestConnectorOptions,
  testConnector,
} from '@jackfield/core/testing'
import { powerPlatform } from '../src/index.ts'

/** The files of a custom connector. */
export interface Files {
  readonly definition: JsonObject
  readonly properties?: JsonObject
}

/** A connector as it is dropped, in a kernel of its own, with a service on loopback that stands for every host. */
export interface Dropped extends ConnectorTest {
  readonly service: FakeService
}

export async function drop(
  { definition, properties }: Files,
  { routes = {}, ...options }: { readonly routes?: FakeRoutes } & Partial<TestConnectorOptions> = {},
): Promise<Dropped> {
  const root = await mkdtemp(join(tmpdir(), 'jackfield-power-platform-'))
  const folder = join(root, 'sample')
  await mkdir(folder)
  await writeFile(join(folder, 'apiDefinition.swagger.json'), JSON.stringify(definition))
  if (properties !== undefined) await writeFile(join(folder, 'apiProperties.json'), JSON.stringify({ properties }))
  const undo = new AsyncDisposableStack()
  undo.defer(() => rm(root, { recursive: true }))
  const service = undo.use(await fakeService(routes))
  const test = undo.use(await testConnector(folder, { service, extensions: [powerPlatform()], ...options }))
  return { ...test, service, [Symbol.asyncDispose]: () => undo.disposeAsync() }
}

/** A Swagger document with these paths. */
export function swagger(paths: JsonObject, more: JsonObject = {}): JsonObject {
  return {
    swagger: '2.0',
    info: { title: 'Sample', version: '1.0' },
    host: 'api.example.com',
    basePath: '/v1',
    schemes: ['https'],
    ...more,
    paths,
  }
}

/** An instance of a policy template, with its parameters by their short names. */
export function policy(
  templateId: string,
  parameters: JsonObject,
  { operations, section }: { readonly operations?: readonly string[]; readonly section?: string } = {},
): JsonObject {
  return {
    templateId,
    title: templateId,
    parameters: {
      ...(operations !== undefined && { 'x-ms-apimTemplate-operationName': operations }),
      ...(section !== undefined && { 'x-ms-apimTemplate-policySection': section }),
      ...Object.fromEntries(
        Object.entries(parameters).map(([name, value]) => [`x-ms-apimTemplateParameter.${name}`, value]),
      ),
    },
  }
}

/** A request as a line, with its query as it was sent. */
export function line({ method, path, query }: FakeRequest): string {
  return `${method} ${path}${query.size === 0 ? '' : `?${decodeURIComponent(String(query))}`}`
}
