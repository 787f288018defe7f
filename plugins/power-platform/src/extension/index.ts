export { powerPlatform } from './power-platform.ts'
export { powerPlatformFormat } from './power-platform-format.ts'
