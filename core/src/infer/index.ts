export { inferSchema } from './infer-schema.ts'
export { readSample } from './read-sample.ts'
