import { describe, expect, it } from 'vitest'
import { openapiFormat } from '../src/index.ts'

const json = `{
  "openapi": "3.0.0",
  "info": { "title": "Places", "version": "1" },
  "servers": [{ "url": "https://api.example.com" }],
  "paths": {
    "/orders/{id}": {
      "get": {
        "operationId": "getOrder",
        "responses": { "200": { "description": "OK", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Order" } } } } }
      }
    }
  },
  "components": {
    "schemas": {
      "Order": { "type": "object" }
    }
  }
}`

const yaml = `openapi: 3.0.0
info: { title: Places, version: '1' }
servers:
  - url: https://api.example.com
paths:
  /orders/{id}:
    get:
      operationId: getOrder
      responses:
        '200': { description: OK, content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } }
components:
  schemas:
    Order: { type: object }
`

describe('a place of the model', () => {
  it.each([
    ['places.json', json, [7, 14], [15, 16], [4, 14]],
    ['places.yaml', yaml, [7, 5], [13, 5], [3, 1]],
  ])(
    'stands where its operation, its schema or its key was written: %s',
    async (name, text, operation, schema, servers) => {
      const files = [{ path: name, bytes: new TextEncoder().encode(text) }]
      const { place } = await openapiFormat().read({ name, path: `connectors/${name}`, kind: 'file', files })
      const at = (line: number | undefined, column: number | undefined, pointer: string) => ({
        file: `connectors/${name}`,
        line,
        column,
        pointer,
      })
      expect(place?.('/operations/getOrder/http/path')).toEqual(
        at(operation[0], operation[1], '/paths/~1orders~1{id}/get'),
      )
      expect(place?.('/schemas/Order/type')).toEqual(at(schema[0], schema[1], '/components/schemas/Order'))
      expect(place?.('/servers/0/url')).toEqual(at(servers[0], servers[1], '/servers'))
      expect(place?.('/settings')).toEqual(at(1, 1, ''))
    },
  )
})
