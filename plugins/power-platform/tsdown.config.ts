import { defineConfig, type UserConfig } from 'tsdown'

const config: UserConfig = defineConfig({
  entry: ['src/index.ts'],
  platform: 'node',
  target: 'node24',
  fixedExtension: false,
  dts: { generator: 'oxc' },
})

export default config
