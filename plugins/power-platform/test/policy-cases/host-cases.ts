import type { JsonObject } from '@jackfield/core'
import type { Cases } from './cases.ts'

const string = { type: 'string', uiDefinition: { constraints: { required: 'true' } } }

/** A template, and the URL that it makes. */
type HostCase = readonly [
  string,
  { readonly settings?: JsonObject; readonly input?: JsonObject; readonly url: string; readonly types?: JsonObject },
]

/** "Set host URL": each template with what it makes of a connection and a request. */
export const hostCases: Cases<HostCase> = [
  ["https://@connectionParameters('cat').abc.example", { settings: { cat: 'bar' }, url: 'bar.abc.example/me' }],
  [
    "https://@connectionParameters('cat')/api",
    { settings: { cat: 'Mine.example.com:8443' }, url: 'mine.example.com:8443/api/me' },
  ],
  ["https://@{connectionParameters('cat')}", { settings: { cat: 'b.example.com:444' }, url: 'b.example.com:444/me' }],
  [
    "https://@connectionParameters('cat', 'c.example.com:8443')",
    { url: 'c.example.com:8443/me', types: { cat: { type: 'string' } } },
  ],
  ['https://test.abc.example/', { url: 'test.abc.example/me' }],
  [
    "@connectionParameters('site')/api",
    {
      settings: { site: 'https://crm.example.com/base/' },
      url: 'crm.example.com/base/api/me',
      types: { site: string },
    },
  ],
  [
    "https://@connectionParameters('cat')/@connectionParameters('sub','')",
    { settings: { cat: 'a.example.com' }, url: 'a.example.com/me', types: { cat: string, sub: { type: 'string' } } },
  ],
  [
    "@connectionParameters('site', 'https://api.example.com/v2')",
    { url: 'api.example.com/v2/me', types: { site: { type: 'string' } } },
  ],
  [
    "https://@header('test').abc.example:@header('port')",
    { input: { test: 'foo', port: '1234' }, url: 'foo.abc.example:1234/me' },
  ],
  [
    "https://@header('test').abc.@queryParameters('domain')/@connectionParameters('cat')",
    { settings: { cat: 'path' }, input: { test: 'foo', domain: 'pqr.example' }, url: 'foo.abc.pqr.example/path/me' },
  ],
  ["https://@header('test123', 'default').abc.example", { url: 'default.abc.example/me' }],
]
