import { runAsProcess } from '../serving/index.ts'
import { startTracker, type TrackerSettings } from './start-tracker.ts'

await runAsProcess<TrackerSettings>(startTracker)
