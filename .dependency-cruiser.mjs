// The laws about who may import whom. Each comment says why; .tools/test/import-rules.test.mjs plants a violation of
// every one of them and sees it reported.

/**
 * An npm package, resolved into node_modules or, where it is not installed, by its bare name.
 * @param {string[]} names
 */
const npm = (...names) => `(^|/node_modules/)(${names.join('|')})(/|$)`

const core = '^core/src/'
const sources = '^(core|plugins/[^/]+|sandbox)/src/'

export default /** @satisfies {import('dependency-cruiser').IConfiguration} */ ({
  forbidden: [
    {
      name: 'room-doors',
      comment:
        'A room can be rebuilt from the inside as long as its door, <room>/index.ts, stays: so nobody reaches past it.',
      severity: 'error',
      from: { path: `${core}([^/]+)/` },
      to: { path: `${core}[^/]+/`, pathNot: [`${core}$1/`, `${core}[^/]+/index\\.ts$`] },
    },
    {
      name: 'room-doors-from-the-root',
      comment: 'The composition root and the entry points join rooms through the same doors as everyone.',
      severity: 'error',
      from: { path: `${core}[^/]+\\.ts$` },
      to: { path: `${core}[^/]+/`, pathNot: `${core}[^/]+/index\\.ts$` },
    },
    {
      name: 'rooms-below-the-root',
      comment:
        'Values go into a room and come out; only the composition root joins rooms. The command line is a host, so it may use the root.',
      severity: 'error',
      from: { path: `${core}[^/]+/`, pathNot: `${core}cli/` },
      to: { path: `${core}[^/]+\\.ts$` },
    },
    {
      name: 'no-cycles',
      comment: 'Two modules in a cycle are one module, and which of them runs first is an accident. Types count too.',
      severity: 'error',
      from: { path: sources },
      to: { circular: true },
    },
    {
      name: 'tsyringe-in-one-file',
      comment:
        'tsyringe needs reflect-metadata loaded before it, and bundlers reorder imports: one file imports both, in that order, and re-exports.',
      severity: 'error',
      from: { pathNot: `${core}bind/tsyringe\\.ts$` },
      to: { path: npm('tsyringe', 'reflect-metadata') },
    },
    {
      name: 'containers-in-bind',
      comment: 'A container is never handed out: composition is known to bind/ and the root, all others take values.',
      severity: 'error',
      from: { pathNot: [`${core}bind/`, `${core}kernel\\.ts$`] },
      to: { path: `${core}bind/tsyringe\\.ts$` },
    },
    {
      name: 'chokidar-in-watch',
      comment:
        'A file event is only a hint; watch/ turns it into "this folder may have changed", and nothing else is promised.',
      severity: 'error',
      from: { path: sources, pathNot: `${core}watch/` },
      to: { path: npm('chokidar') },
    },
    {
      name: 'http-clients-in-http',
      comment:
        'Signing and the guard of origins sit in the transport. A request made past it is a way out for credentials.',
      severity: 'error',
      from: { path: sources, pathNot: [`${core}http/`, '^sandbox/'] },
      to: { path: npm('ky', 'undici') },
    },
    {
      name: 'database-in-store',
      comment:
        'Another store (PostgreSQL) implements the same interface: no SQL and no database handle outside store/.',
      severity: 'error',
      from: { path: sources, pathNot: `${core}store/` },
      to: { path: `${npm('kysely')}|^(node:)?sqlite$` },
    },
    {
      name: 'oauth-in-connect',
      comment: 'Tokens are secrets: whoever gets them keeps them sealed, and only connect/ can.',
      severity: 'error',
      from: { path: sources, pathNot: `${core}connect/` },
      to: { path: npm('oauth4webapi') },
    },
    {
      name: 'validation-in-invoke',
      comment:
        'Compiling a schema is dear and vendors write bad ones: invoke/ compiles at first use and forgives what it can.',
      severity: 'error',
      from: { path: '^core/src/', pathNot: `${core}invoke/` },
      to: { path: npm('ajv') },
    },
    {
      name: 'xml-in-invoke',
      comment:
        'What a service answers in XML is read in one place, which refuses document types and loads its parser when one is needed.',
      severity: 'error',
      from: { path: sources, pathNot: `${core}invoke/xml/` },
      to: { path: npm('saxes') },
    },
    {
      name: 'type-generation-in-types',
      comment: 'json-schema-to-typescript copies parts of a schema verbatim into code: types/ sanitises what goes in.',
      severity: 'error',
      from: { path: sources, pathNot: `${core}types/` },
      to: { path: npm('json-schema-to-typescript') },
    },
    {
      name: 'core-knows-no-extension',
      comment: "The core is small and knows no extension's name; what can be an extension is one.",
      severity: 'error',
      from: { path: '^core/' },
      to: { path: `^(plugins|sandbox)/|${npm('@jackfield/(?!core(/|$))[^/]+')}` },
    },
    {
      name: 'core-by-its-package-name',
      comment:
        'Our own extensions use what every extension can use: the published entry points, not files of the core. The tests ' +
        'that hold the engine to outside corpora, which only these formats can read, look into its rooms. Certificates for ' +
        'tests, and the command line in a folder of its own, are made in one place.',
      severity: 'error',
      from: { path: '^(plugins|sandbox)/', pathNot: '^plugins/openapi/test/(compatibility/|foreign-documents)' },
      to: {
        path: '^core/',
        pathNot: '^core/test/(tls/|cli/command-line)',
        dependencyTypesNot: ['aliased-tsconfig-paths'],
      },
    },
    {
      name: 'plugins-stand-alone',
      comment:
        'What is published of a plugin stands alone: it knows neither the sandbox nor, except by package name, another plugin.',
      severity: 'error',
      from: { path: '^plugins/([^/]+)/(?!test/)' },
      to: { path: '^(plugins|sandbox)/', pathNot: '^plugins/$1/', dependencyTypesNot: ['aliased-tsconfig-paths'] },
    },
    {
      name: 'shelves-import-no-room',
      comment: 'Everyone may use the shelves model/ and errors/; a shelf that used a room would tie all rooms to it.',
      severity: 'error',
      from: { path: `${core}(model|errors)/` },
      to: { path: core, pathNot: `${core}(model|errors)/` },
    },
    {
      name: 'shelves-do-no-io',
      comment:
        'The model can be stored, compared and sent to another process: it computes, and touches nothing outside.',
      severity: 'error',
      from: { path: `${core}(model|errors)/` },
      to: {
        dependencyTypes: ['core'],
        pathNot: '^(node:)?(assert|buffer|crypto|path|querystring|string_decoder|url|util)(/|$)',
      },
    },
    {
      name: 'no-tests-in-sources',
      comment: 'What is published works without the tests, fixtures and benchmarks, which are not.',
      severity: 'error',
      from: { path: sources },
      to: { path: '^(core|plugins/[^/]+|sandbox)/(test|bench|trials|oracle)/|(^|/)(vitest|fast-check)(/|$)' },
    },
    {
      name: 'resolvable',
      comment: 'An import that leads nowhere escapes every rule above.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    // Not `exclude: dist`: that hides npm packages living in a dist folder of their own, and with them the rules above.
    doNotFollow: { path: ['node_modules', '^(core|plugins/[^/]+|sandbox)/dist/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
      extensions: ['.ts', '.js', '.mjs', '.json', '.d.ts'],
    },
  },
})
