/** What Ink makes of a key's bytes: asked of Ink itself. */
import { EventEmitter } from 'node:events'
import { type Key, render, useInput } from 'ink'
import { createElement, type ReactElement } from 'react'

/** A keyboard and a screen for Ink, in memory. */
export function inkKey(bytes: string): { readonly text: string; readonly key: Key } {
  const pressed: { text: string; key: Key }[] = []
  const events = new EventEmitter()
  const queue: string[] = []
  const stdin = Object.assign(events, {
    isTTY: true,
    read: () => queue.shift() ?? null,
    setEncoding() {},
    setRawMode() {},
    ref() {},
    unref() {},
  })
  const stdout = Object.assign(new EventEmitter(), { columns: 80, rows: 24, write: () => true })
  const Listener = (): ReactElement | null => {
    useInput((text, key) => {
      pressed.push({ text, key })
    })
    return null
  }
  const app = render(createElement(Listener), {
    stdin: stdin as unknown as NodeJS.ReadStream,
    stdout: stdout as unknown as NodeJS.WriteStream,
    debug: true,
    patchConsole: false,
    exitOnCtrlC: false,
  })
  queue.push(bytes)
  events.emit('readable')
  app.unmount()
  const [first] = pressed
  if (first === undefined) throw new Error(`Ink makes nothing of ${JSON.stringify(bytes)}`)
  return first
}
