export { nearestName } from '../model/index.ts'
