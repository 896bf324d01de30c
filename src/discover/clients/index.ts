import type { Client } from '../client.js'
import { claudeCode } from './claude-code.js'
import { claudeDesktop } from './claude-desktop.js'
import { cursor } from './cursor.js'
import { vscode } from './vscode.js'

/** Every client that discovery knows, in the order of the report. */
export const clients: readonly Client[] = [claudeDesktop, claudeCode, cursor, vscode]
