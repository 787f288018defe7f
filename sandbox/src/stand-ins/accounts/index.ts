export type { Client } from './create-provider.ts'
export {
  type AccountsControl,
  type AccountsSettings,
  accountsCalls,
  introspectionUrl,
  startAccounts,
} from './start-accounts.ts'
