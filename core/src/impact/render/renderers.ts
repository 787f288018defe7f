import type { Renderer } from '../renderer.ts'
import { jsonRenderer } from './json.ts'
import { markdownRenderer } from './markdown.ts'
import { textRenderer } from './text.ts'

/** The forms in which the core itself writes reports. */
export const renderers: readonly Renderer[] = [textRenderer, markdownRenderer, jsonRenderer]
