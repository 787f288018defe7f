export { createNotifier, type EventListener, type EventListeners, type EventName, type Notifier } from './notifier.ts'
