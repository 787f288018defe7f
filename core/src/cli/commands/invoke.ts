import { argumentInvalid, isJackfieldError } from '../../errors/index.ts'
import { type ConnectorId, splitOperation } from '../../model/index.ts'
import type { Command, Invocation } from '../command.ts'
import { formatOption, readFormat } from '../format-option.ts'
import { inputOption } from '../input-option.ts'
import { printProblem } from '../print-problem.ts'
import { withProgress } from '../progress.ts'
import { readConnectTo } from '../read-connect-to.ts'
import { type ConnectionFile, readConnectionFile } from '../read-connection-file.ts'
import { reportFailure } from '../report-failure.ts'
import { withTrialKernel } from '../trial-kernel.ts'

/** Refused before anything was sent. */
const refusals = new Set([
  'input-invalid',
  'argument-invalid',
  'operation-unknown',
  'connector-unknown',
  'connection-invalid',
])

export const invokeCommand: Command = {
  name: 'invoke',
  summary: 'Invoke an action for real, with a connection from a file.',
  synopsis: 'OPERATION --plugins DIR [--connection FILE] [--input JSON]',
  positionals: true,
  options: {
    plugins: { value: 'DIR', description: 'The folder of connectors.' },
    connection: {
      value: 'FILE',
      description: '{ connector, scheme?, settings, credentials }; env:NAME reads the environment.',
    },
    input: { value: 'JSON', description: 'The operation’s input.', default: '{}' },
    'allow-origin': {
      value: 'ORIGIN',
      description: 'An origin with plain http or a private address that may be reached.',
      multiple: true,
    },
    'connect-to': { value: 'FROM=TO', description: 'Sends the sockets for one origin to another.', multiple: true },
    format: formatOption(['text', 'json']),
  },
  examples: [
    `jackfield invoke production-tracker.getOrder --plugins plugins/connectors --connection tracker.json --input '{"orderId":"7"}'`,
    'jackfield invoke billing.ping --plugins plugins/connectors --connection billing.json --connect-to https://billing.example.com=http://127.0.0.1:4711',
  ],
  async run(invocation) {
    const { io } = invocation
    const operation = operationOf(invocation)
    const format = readFormat(invocation, ['text', 'json'])
    const plugins = invocation.option('plugins')
    if (plugins === undefined)
      throw argumentInvalid('Which connectors?', { hint: 'Name their folder with --plugins DIR.' })
    const input = inputOption(invocation)
    const connection = await connectionOf(invocation, operation.connector)
    const trial = {
      plugins,
      extensions: await invocation.extensions(),
      allowOrigins: invocation.all('allow-origin'),
      connectTo: readConnectTo(invocation.all('connect-to')),
      io,
    }
    return withTrialKernel(trial, async (kernel, failed) => {
      try {
        const added = connection && (await kernel.connections.add({ organisation: 'command-line', ...connection }))
        const { output, warnings } = await withProgress(io, `invoking ${operation.name}`, () =>
          kernel.invoke(operation.name, {
            input,
            organisation: 'command-line',
            ...(added && { connection: added.id }),
          }),
        )
        for (const warning of warnings) io.err(printProblem({ severity: 'warning', ...warning }))
        io.out(`${JSON.stringify(output, null, 2)}\n`)
        return 0
      } catch (error) {
        if (isJackfieldError(error) && error.code === 'connection-required')
          throw argumentInvalid(error.message, { hint: 'Name a file with --connection FILE.', cause: error })
        if (isJackfieldError(error) && error.code === 'connector-unknown' && failed.has(operation.connector))
          throw argumentInvalid(`Connector "${operation.connector}" can't be used: it has the problems above.`, {
            hint: 'Correct them, then try again.',
            cause: error,
          })
        if (!isJackfieldError(error) || refusals.has(error.code)) throw error
        reportFailure(error, { io, format })
        return 1
      }
    })
  },
}

function operationOf({ positionals }: Invocation): { readonly name: string; readonly connector: ConnectorId } {
  const [name, ...more] = positionals
  const parts = name === undefined ? null : splitOperation(name)
  if (name === undefined || parts === null || more.length > 0)
    throw argumentInvalid('One operation is invoked at a time.', { hint: 'Write it as connector.operation.' })
  return { name, connector: parts.connector }
}

async function connectionOf({ option, io }: Invocation, connector: ConnectorId): Promise<ConnectionFile | null> {
  const path = option('connection')
  if (path === undefined) return null
  const connection = await readConnectionFile(path, io)
  if (connection.connector === connector) return connection
  throw argumentInvalid(`${path} is a connection to "${connection.connector}", not to "${connector}".`, {
    hint: 'Name another connection or another operation.',
  })
}
