import { defineConfig, type UserConfig } from 'tsdown'

const config: UserConfig = defineConfig({
  entry: ['src/**/main.ts'],
  platform: 'node',
  target: 'node24',
  fixedExtension: false,
  dts: false,
})

export default config
