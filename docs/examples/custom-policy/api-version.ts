import { defineExtension, type ExtensionFactory, isJsonObject, type Policy } from '@jackfield/core'

/**
 * `createKernel({ extensions: [apiVersions()] })`: services whose paths begin with the version that an account is on,
 * and whose answers are in an envelope of their own. In a manifest: `policies: [{ use: api-version, with: { setting:
 * version } }]`.
 */
export const apiVersions: ExtensionFactory<unknown> = defineExtension('api-versions', () => ({
  policies: [apiVersion],
}))

const apiVersion: Policy = {
  name: 'api-version',
  // Once for each operation that uses it: what is wrong with its words is said here.
  bind({ setting }) {
    if (typeof setting !== 'string') throw new Error('it needs the name of a setting: with: { setting: version }')
    return {
      // Before the request is signed. A URL on another origin would get no credential: it would be refused.
      request(request, { settings, follows }) {
        if (follows) return request
        const url = new URL(request.url)
        url.pathname = `/${settings[setting] ?? 'v1'}${url.pathname}`
        return { ...request, url: url.href }
      },
      answer: (answer) => {
        const { body } = answer
        return isJsonObject(body) && body.payload !== undefined ? { ...answer, body: body.payload } : answer
      },
    }
  },
}
