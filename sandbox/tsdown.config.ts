import { defineConfig, type UserConfig } from 'tsdown'

const shared: UserConfig = {
  root: 'src',
  platform: 'node',
  target: 'node24',
  fixedExtension: false,
  // The scenario's own: it is not published, and what it needs is installed beside it.
  deps: { neverBundle: [/^@jackfield\//, 'oidc-provider'] },
}

const configs: UserConfig[] = defineConfig([
  // One file for one source file: some of them are started as processes of their own.
  { ...shared, entry: ['src/**/*.ts'], unbundle: true, dts: false },
  { ...shared, entry: ['src/index.ts'], clean: false, dts: { generator: 'oxc', emitDtsOnly: true } },
])

export default configs
