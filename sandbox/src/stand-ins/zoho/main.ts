import { runAsProcess } from '../serving/index.ts'
import { startZoho, type ZohoSettings } from './start-zoho.ts'

await runAsProcess<ZohoSettings>(startZoho)
