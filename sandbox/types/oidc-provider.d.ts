/** The package brings no types; what is used of it is written where it is used. */
declare module 'oidc-provider'
