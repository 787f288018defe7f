import type { AuthorisationInput } from '@jackfield/core'

/** A connection that is to be made for the organisation of the story. */
export type NewConnection = Pick<AuthorisationInput, 'connector' | 'settings' | 'credentials'>
