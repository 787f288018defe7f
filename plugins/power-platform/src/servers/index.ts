export { createServers, type Servers } from './server-of.ts'
