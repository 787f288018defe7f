export { createKernel } from './create-kernel.ts'
export type {
  HostDependent,
  InvokeOptions,
  Kernel,
  KernelCatalogue,
  KernelChanges,
  KernelConnections,
  KernelUsages,
  Listening,
  ListenOptions,
} from './kernel.ts'
export type { KernelOptions, PluginFolder } from './kernel-options.ts'
export type { KernelListeners, ListenerView } from './listeners.ts'
export { readVersion } from './read-version.ts'
