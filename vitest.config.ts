import { fileURLToPath } from 'node:url'
import { defineConfig, type ViteUserConfig } from 'vitest/config'

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

const config: ViteUserConfig = defineConfig({
  resolve: {
    alias: [
      { find: /^@jackfield\/core$/, replacement: source('core/src/index.ts') },
      { find: /^@jackfield\/core\/sdk$/, replacement: source('core/src/sdk.ts') },
      { find: /^@jackfield\/core\/format$/, replacement: source('core/src/format.ts') },
      { find: /^@jackfield\/core\/guest$/, replacement: source('core/src/guest.ts') },
      { find: /^@jackfield\/core\/testing$/, replacement: source('core/src/testing.ts') },
      { find: /^@jackfield\/sandbox$/, replacement: source('sandbox/src/index.ts') },
      { find: /^@jackfield\/flows$/, replacement: source('plugins/flows/src/index.ts') },
      { find: /^@jackfield\/openapi$/, replacement: source('plugins/openapi/src/index.ts') },
      { find: /^@jackfield\/power-platform$/, replacement: source('plugins/power-platform/src/index.ts') },
    ],
  },
  test: {
    include: [
      '.tools/test/**/*.test.mjs',
      'core/test/**/*.test.ts',
      'plugins/*/test/**/*.test.ts',
      'sandbox/test/**/*.test.ts',
      'docs/examples/test/**/*.test.ts',
    ],
    // Only what hangs takes so long, however busy the machine.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What is awaited comes in milliseconds; a busy machine decides nothing.
    expect: { poll: { timeout: 10_000 } },
  },
})

export default config
