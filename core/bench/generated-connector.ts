/** A connector as a manifest in JSON, with `operations` actions; `revision` adds that many optional output fields. */
export function generatedConnector(id: string, operations: number, revision = 0): string {
  return JSON.stringify(
    {
      jackfield: 1,
      id,
      version: `1.0.${revision}`,
      title: `Generated ${id}`,
      servers: [{ url: `https://${id}.example.com/v1` }],
      securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Api-Key' } },
      actions: Object.fromEntries(Array.from({ length: operations }, (_, index) => [`get${index}`, action(index)])),
      schemas: { Item: item(revision) },
    },
    null,
    2,
  )
}

function action(index: number): object {
  return {
    title: `Get a thing of kind ${index}`,
    description: 'Looks the thing up by its id and answers what the service knows about it.',
    http: `GET /things${index}/{thingId}`,
    input: {
      required: ['thingId'],
      properties: { thingId: { type: 'string', minLength: 1 }, verbose: { type: 'boolean', title: 'All the details' } },
    },
    output: { $ref: '#/schemas/Item' },
  }
}

function item(revision: number): object {
  const added = Array.from({ length: revision }, (_, index) => [`added${index}`, { type: 'string' }])
  const properties = {
    id: { type: 'string' },
    name: { type: 'string', title: 'Name' },
    count: { type: 'integer', minimum: 0 },
    state: { enum: ['new', 'open', 'closed'] },
    changedAt: { type: 'string', format: 'date-time' },
    ...Object.fromEntries(added),
  }
  return { type: 'object', required: ['id'], properties }
}
