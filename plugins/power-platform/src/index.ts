export { powerPlatform, powerPlatformFormat } from './extension/index.ts'
export { type Feature, features } from './features.ts'
