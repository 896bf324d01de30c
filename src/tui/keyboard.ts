/** Between the terminal and Ink: only whole keys get to Ink; what is pasted and what the terminal answers goes its own way. */
import { EventEmitter } from 'node:events'
import { type Input, patience, readKeys, readRest } from './key-reader.js'

export interface Keyboard {
  /** What Ink takes for the keyboard. */
  readonly stream: NodeJS.ReadStream
  /** Reads no more. */
  close(): void
}

export interface KeyboardOptions {
  readonly stdin: NodeJS.ReadStream
  readonly onPaste: (text: string) => void
  readonly onBackground: (rgb: readonly [number, number, number]) => void
  /** The terminal is gone. */
  readonly onEnd: () => void
}

/** What is read at once at most, in UTF-16 units, of something that does not end. */
const LONGEST = 1_000_000

export function createKeyboard({ stdin, onPaste, onBackground, onEnd }: KeyboardOptions): Keyboard {
  const events = new EventEmitter()
  const queue: string[] = []
  let rest = ''
  let timer: NodeJS.Timeout | undefined

  const hand = (inputs: readonly Input[]): void => {
    for (const input of inputs) {
      if (input.type === 'paste') onPaste(input.text)
      else if (input.type === 'background') onBackground(input.rgb)
      else {
        // One by one: what a key opens is there when the next one comes.
        queue.push(input.text)
        events.emit('readable')
      }
    }
  }
  const read = (text: string): void => {
    clearTimeout(timer)
    const { inputs, rest: left } = readKeys((rest + text).slice(0, LONGEST))
    rest = left
    if (rest !== '') timer = setTimeout(settle, patience(rest))
    hand(inputs)
  }
  const settle = (): void => {
    const inputs = readRest(rest)
    rest = ''
    hand(inputs)
  }
  const own = {
    isTTY: true,
    read: () => queue.shift() ?? null,
    setEncoding: () => own,
    setRawMode(mode: boolean) {
      stdin.setRawMode(mode)
      return own
    },
    ref: () => own,
    unref: () => own,
    addListener: (name: string, listener: () => void) => events.on(name, listener),
    removeListener: (name: string, listener: () => void) => events.off(name, listener),
  }
  stdin.setEncoding('utf8')
  stdin.on('data', read)
  stdin.on('end', onEnd)
  stdin.on('error', onEnd)
  stdin.resume()
  return {
    // Ink uses no more of it than this.
    stream: own as unknown as NodeJS.ReadStream,
    close() {
      clearTimeout(timer)
      stdin.off('data', read)
      stdin.off('end', onEnd)
      // A late error of a terminal that is gone is no news.
      stdin.pause()
    },
  }
}
