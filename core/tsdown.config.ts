import { defineConfig, type UserConfig } from 'tsdown'

const config: UserConfig = defineConfig({
  entry: ['src/index.ts', 'src/sdk.ts', 'src/format.ts', 'src/guest.ts', 'src/testing.ts', 'src/cli.ts'],
  platform: 'node',
  target: 'node24',
  fixedExtension: false,
  dts: { generator: 'oxc' },
  // 250 modules that are found and read one by one take longer than everything else that a kernel starts with.
  deps: { alwaysBundle: ['kysely', /^kysely\//] },
  // For the same reason the shelves are one file, not one for each part of them that two entries share. What a start
  // needs of rooms that it does not need otherwise is apart from them: a door's file would bring all that is behind it.
  outputOptions: {
    codeSplitting: {
      groups: [
        { name: 'model', test: /\/core\/src\/(model|errors)\/[^.]*\.ts$/, priority: 2 },
        {
          name: 'parts',
          test: /\/core\/src\/(validate\/(schema|template)\/[^.]*|load\/(manifest\/drafting|define\/to-manifest))\.ts$/,
          priority: 1,
        },
      ],
    },
  },
})

export default config
