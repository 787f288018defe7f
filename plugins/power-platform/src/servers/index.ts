export { allowedHost, allowedHostSetting, allowedServer } from './allowed-host.ts'
export { createServers, type Servers } from './server-of.ts'
