import type { Cases } from './cases.ts'
import type { Exchange } from './exchange.ts'

/** By template, with the title of its page where it has one. */
export const requestCases = {
  // "Set HTTP header"
  setheader: [
    {
      it: 'puts text behind what a header is',
      with: { name: 'test', value: "@headers('test')moo", existsAction: 'override' },
      input: { test: 'foo' },
      sent: { headers: { test: 'foomoo' } },
    },
    {
      it: 'puts text before it',
      with: { name: 'test', value: "moo@headers('test')", existsAction: 'override' },
      input: { test: 'foo' },
      sent: { headers: { test: 'moofoo' } },
    },
    {
      it: 'adds one of the connection',
      with: { name: 'cat', value: "@connectionParameters('cat', '')" },
      input: { test: 'foo' },
      sent: { headers: { test: 'foo', cat: 'bar' } },
    },
    {
      it: 'adds an empty one',
      with: { name: 'name', value: "@connectionParameters('name', '')" },
      input: { test: 'foo' },
      sent: { headers: { test: 'foo', name: '' } },
    },
    { it: 'adds', with: { name: 'X-A', value: 'one', existsAction: 'override' }, sent: { headers: { 'x-a': 'one' } } },
    {
      it: 'overrides',
      with: { name: 'test', value: 'new', existsAction: 'override' },
      input: { test: 'old' },
      sent: { headers: { test: 'new' } },
    },
    {
      it: 'skips',
      with: { name: 'Test', value: 'new', existsAction: 'skip' },
      input: { test: 'old' },
      sent: { headers: { test: 'old' } },
    },
    {
      it: 'appends',
      with: { name: 'test', value: 'new', existsAction: 'append' },
      input: { test: 'old' },
      sent: { headers: { test: 'old,new' } },
    },
    {
      it: 'reads connection, header and query',
      with: {
        name: 'X-A',
        value: "@connectionParameters('cat')/@headers('test')/@queryParameters('version')/@headers('no','d')",
        existsAction: 'override',
      },
      input: { test: 'h', version: 'v2' },
      sent: { headers: { 'x-a': 'bar/h/v2/d' } },
    },
  ],
  // "Set query string parameter"
  setqueryparameter: [
    { it: 'adds', with: { name: 'top', value: '5', existsAction: 'override' }, sent: { query: 'top=5' } },
    {
      it: 'overrides',
      with: { name: 'version', value: 'v3', existsAction: 'override' },
      input: { version: 'v2' },
      sent: { query: 'version=v3' },
    },
    {
      it: 'skips',
      with: { name: 'version', value: 'v3', existsAction: 'skip' },
      input: { version: 'v2' },
      sent: { query: 'version=v2' },
    },
    {
      it: 'appends',
      with: { name: 'version', value: 'v3', existsAction: 'append' },
      input: { version: 'v2' },
      sent: { query: 'version=v2&version=v3' },
    },
    {
      it: 'takes an encoded name as what it means, and encodes the value',
      with: { name: '%24filter', value: "a eq 'b&c'" },
      sent: { query: "$filter=a+eq+'b&c'" },
    },
  ],
  // "Route request"
  routerequesttoendpoint: [
    {
      it: 'to a path with the same names',
      with: { newPath: '/get/{id}', httpMethod: '@Request.OriginalHTTPMethod' },
      sent: { line: 'POST /v1/get/7' },
    },
    {
      it: 'to one that reads the query',
      with: { newPath: "/@queryParameters('version')/get/{id}" },
      input: { version: 'v2' },
      sent: { line: 'POST /v1/v2/get/7' },
    },
    {
      it: 'to one with a default',
      with: { newPath: "/@header('version', 'v1')/get/{id}" },
      sent: { line: 'POST /v1/v1/get/7' },
    },
    { it: 'with another method', with: { newPath: 'put/{id}', httpMethod: 'PUT' }, sent: { line: 'PUT /v1/put/7' } },
    {
      it: 'to one that reads the connection',
      with: { newPath: "/@connectionParameters('cat')/get/{id}" },
      sent: { line: 'POST /v1/bar/get/7' },
    },
    {
      it: 'to one with a query of its own',
      with: { newPath: "/get/{id}?@headers('test')=@queryParameters('version')" },
      input: { test: 'kind', version: 'a b' },
      sent: { line: 'POST /v1/get/7', query: 'version=a+b&kind=a+b' },
    },
  ],
} satisfies Readonly<Record<string, Cases<Exchange>>>
