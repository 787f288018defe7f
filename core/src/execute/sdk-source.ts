/** What `@jackfield/core/sdk` is to a connector's code, wherever it lies: an executor serves it under that name. */
export const sdkSource: string = `const same = (definition) => definition
export { same as defineConnector, same as action, same as trigger }
`
