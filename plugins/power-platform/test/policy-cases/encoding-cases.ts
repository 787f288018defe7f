import type { JsonObject } from '@jackfield/core'
import type { Cases } from './cases.ts'

/** How each name of a path is encoded, what it is given, and the path as it is sent. */
interface EncodingCase {
  readonly it: string
  readonly path: string
  readonly how: Readonly<Record<string, string>>
  readonly input: JsonObject
  readonly sent: string
}

/** "OpenAPI extensions for custom connectors": `x-ms-url-encoding`. */
export const encodingCases: Cases<EncodingCase> = [
  {
    it: 'twice where it says double',
    path: '/files/{path}',
    how: { path: 'double' },
    input: { path: 'a/b c' },
    sent: '/v1/files/a%252Fb%2520c',
  },
  {
    it: 'once where it says single',
    path: '/files/{path}',
    how: { path: 'single' },
    input: { path: 'a/b' },
    sent: '/v1/files/a%2Fb',
  },
  {
    it: 'each name by itself',
    path: '/sets/{set}/files/{path}',
    how: { set: 'double', path: 'single' },
    input: { set: 'x/y', path: 'a/b' },
    sent: '/v1/sets/x%252Fy/files/a%2Fb',
  },
  {
    it: 'values, and none of the text between them',
    path: '/files/{kind}:{path}',
    how: { kind: 'double', path: 'double' },
    input: { kind: 'a', path: 'b/c' },
    sent: '/v1/files/a:b%252Fc',
  },
]
