export type { Order, OrderStatus } from './order.ts'
export { startTracker, type TrackerOptions, type TrackerSettings } from './start-tracker.ts'
export { type TrackerControl, trackerCalls } from './tracker-control.ts'
