/**
 * What a document says beyond OpenAPI, in the words of a manifest: of the connector at its root, of an operation in its
 * Operation Object. Each word takes the place of what the document says otherwise, and `null` takes it away.
 */
export const extensionKeys = { connector: 'x-jackfield-connector', operation: 'x-jackfield-operation' } as const
