export { createKernel } from './create-kernel.ts'
export type {
  HostDependent,
  InvokeOptions,
  Kernel,
  KernelCatalogue,
  KernelChanges,
  KernelConnections,
  KernelOptions,
  KernelUsages,
  Listening,
  ListenOptions,
  PluginFolder,
} from './kernel.ts'
export type { KernelListeners, ListenerView } from './listeners.ts'
export { readVersion } from './read-version.ts'
