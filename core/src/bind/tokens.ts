import type { CallFiles } from '../files/index.ts'
import type { Signer, Transport } from '../http/index.ts'
import type { ConnectorCode, Policies, Storage, Validators } from '../invoke/index.ts'
import type { Clock, Connector, JsonObject, Log } from '../model/index.ts'
import { type Token, token } from './scope.ts'

// The services by which a call is bound, each with the level that it belongs to.
export const clockToken: Token<Clock> = token('kernel', 'clock')
export const logToken: Token<Log> = token('kernel', 'log')
export const transportToken: Token<Transport> = token('kernel', 'transport')
export const policiesToken: Token<Policies> = token('kernel', 'policies')
export const validateOutputToken: Token<'error' | 'warn' | 'off'> = token('kernel', 'validateOutput')
export const modelToken: Token<Connector> = token('revision', 'model')
export const validatorsToken: Token<Validators> = token('revision', 'validators')
export const settingsToken: Token<JsonObject> = token('connection', 'settings')
export const derivedToken: Token<JsonObject> = token('connection', 'derived')
export const baseUrlToken: Token<string> = token('connection', 'baseUrl')
export const signerToken: Token<Signer | null> = token('connection', 'signer')
export const storageToken: Token<Storage> = token('connection', 'storage')
export const codeToken: Token<ConnectorCode> = token('connection', 'code')
export const filesToken: Token<CallFiles> = token('connection', 'files')
