export { placedCredentials } from './placed-credentials.ts'
export { type ReadSecurity, readSecurity } from './read-security.ts'
export { type UrlPlace, urlVariable } from './url-variable.ts'
