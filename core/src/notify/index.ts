export { createNotifier, type EventListeners, type EventName, type Notifier } from './notifier.ts'
