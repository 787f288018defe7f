export { type SandboxOptions, sandbox } from './executor/index.ts'
