import { runAsProcess } from '../serving/index.ts'
import { type AccountsSettings, startAccounts } from './start-accounts.ts'

await runAsProcess<AccountsSettings>(startAccounts)
