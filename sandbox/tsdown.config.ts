import { defineConfig, type UserConfig } from 'tsdown'

// One file for one source file: the scenario starts some of them as processes of their own.
const config: UserConfig = defineConfig({
  entry: ['src/**/*.ts'],
  unbundle: true,
  root: 'src',
  platform: 'node',
  target: 'node24',
  fixedExtension: false,
  dts: { generator: 'oxc' },
})

export default config
