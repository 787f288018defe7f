import type { Json, JsonObject } from '../../model/index.ts'
import { operationName } from '../../model/index.ts'
import type { Invocation } from '../command.ts'
import { withProgress } from '../progress.ts'
import { readConnectTo } from '../read-connect-to.ts'
import type { ConnectionFile } from '../read-connection-file.ts'
import { withTrialKernel } from '../trial-kernel.ts'
import type { Draft } from './draft.ts'
import { inDraftFolder } from './in-draft-folder.ts'

export interface DraftCall {
  readonly draft: Draft
  readonly text: string
  readonly input: JsonObject
  readonly connection: ConnectionFile | null
}

/** Invokes the draft's operation for real, as `jackfield invoke` does. Throws what the call throws. */
export async function callDraft({ io, all }: Invocation, call: DraftCall): Promise<Json> {
  const { draft, text, input, connection } = call
  const organisation = 'command-line'
  return inDraftFolder({ id: draft.id, text }, (plugins) =>
    withTrialKernel(
      {
        plugins,
        extensions: [],
        allowOrigins: all('allow-origin'),
        connectTo: readConnectTo(all('connect-to')),
        io,
      },
      async (kernel) => {
        const added = connection && (await kernel.connections.add({ organisation, ...connection }))
        const { output } = await withProgress(io, `calling ${draft.operation.method} ${draft.operation.path}`, () =>
          kernel.invoke(operationName(draft.id, draft.operation.id), {
            input,
            organisation,
            ...(added && { connection: added.id }),
          }),
        )
        return output
      },
    ),
  )
}
