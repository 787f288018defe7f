import {
  type ActionDefinition,
  defineExtension,
  type ExtensionFactory,
  type Format,
  type Problem,
  type ReadConnector,
  type SourceEntry,
} from '@jackfield/core'
import { connectorFrom } from '@jackfield/core/format'
import { type RequestInFile, readRequests } from './request-file.ts'

/** `createKernel({ extensions: [httpFiles()] })`: a `.http` file in the folder is a connector of read-only actions. */
export const httpFiles: ExtensionFactory<unknown> = defineExtension('http-files', () => ({ formats: [httpFileFormat] }))

const httpFileFormat: Format = {
  name: 'http-file',
  version: 1,
  claims: ({ kind, name }) => kind === 'file' && name.endsWith('.http'),
  read,
}

async function read(entry: SourceEntry): Promise<ReadConnector> {
  const text = new TextDecoder().decode(entry.files[0]?.bytes)
  const requests = readRequests(text)
  const problems = problemsOf(requests, entry.path)
  const [first] = requests
  if (first === undefined || problems.length > 0) return { problems }
  const { connector, problems: found } = await connectorFrom({
    id: entry.name.slice(0, -'.http'.length),
    version: '1',
    title: entry.name,
    servers: [{ url: new URL(first.url).origin }],
    actions: Object.fromEntries(requests.map((request) => [idOf(request), actionOf(request)])),
  })
  return { ...(connector && { connector }), problems: found.map((problem) => ({ ...problem, file: entry.path })) }
}

/** `https://api.example.com/orders/{{orderId}}`: what stands in double braces is an input. */
function actionOf({ name, method, url }: RequestInFile): ActionDefinition {
  const path = decodeURI(new URL(url).pathname).replaceAll('{{', '{').replaceAll('}}', '}')
  const inputs = [...path.matchAll(/\{(\w+)\}/g)].map(([, input = '']) => input)
  return {
    title: name,
    http: `${method} ${path}`,
    input: { required: inputs, properties: Object.fromEntries(inputs.map((input) => [input, { type: 'string' }])) },
  }
}

const idOf = ({ name }: RequestInFile): string =>
  name.replaceAll(/\W+(\w)/g, (_gap, letter: string) => letter.toUpperCase())

function problemsOf(requests: readonly RequestInFile[], file: string): readonly Problem[] {
  if (requests.length === 0)
    return [
      { code: 'requests-missing', message: 'There is no request in it.', file, hint: 'write GET https://… in it.' },
    ]
  const origins = new Set(requests.map(({ url }) => URL.parse(url)?.origin))
  return requests.flatMap(({ method, name, url, line }): Problem[] => {
    const at = { file, line }
    if (!URL.canParse(url)) return [{ ...at, code: 'url-invalid', message: `"${url}" is not an absolute URL.` }]
    if (origins.size > 1) return [{ ...at, code: 'origin-other', message: 'All requests go to one origin.' }]
    if (name === '')
      return [{ ...at, code: 'name-missing', message: 'The request has no name.', hint: 'write ### Name.' }]
    if (method !== 'GET' && method !== 'HEAD')
      return [
        { ...at, code: 'method-unsafe', message: `${method} may do something twice; only GET and HEAD are taken.` },
      ]
    return []
  })
}
