import type { DataCentre } from './data-centres.ts'

/** A user's organisation with the client that was made for it in the API console. */
export interface ZohoAccount {
  readonly dataCentre: DataCentre
  readonly organizationId: string
  readonly organizationName: string
  readonly clientId: string
  readonly clientSecret: string
  /** Where a browser may be sent back to. @default none: a self-client has no need of them */
  readonly redirectUris?: readonly string[]
  /** Permanent: refreshing does not replace it. */
  readonly refreshToken: string
  /** What the refresh token was granted for, and every access token that comes from it. */
  readonly scopes: readonly string[]
}

/** The account of the scenario, in the Indian data centre. */
export const puneAccount: ZohoAccount = {
  dataCentre: 'in',
  organizationId: '60012345678',
  organizationName: 'Pune Works',
  clientId: '1000.PUNEWORKSSELFCLIENT',
  clientSecret: '5f2c1d7e9a0b4c3d8e6f7a1b2c3d4e5f60718293a4',
  redirectUris: ['https://app.example.com/jackfield/oauth/callback'],
  refreshToken: '1000.7d1e5b0c9f3a4826b4d7e1c2a5f80936.2b6f9d3c8e174a50b1c7d4e6f9a20385',
  scopes: [
    'ZohoInventory.items.READ',
    'ZohoInventory.inventoryadjustments.CREATE',
    'ZohoInventory.inventoryadjustments.READ',
  ],
}
