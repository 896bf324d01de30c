/** The review in Ink: it draws the lines of the state, and hands on what is pressed. */
import { Box, type Key, Text, useInput } from 'ink'
import { type ReactElement, useCallback, useSyncExternalStore } from 'react'
import { keyName } from './key-name.js'
import type { Line } from './line.js'
import type { Store } from './store.js'
import type { Theme } from './theme.js'
import { screenLines } from './views/screen.js'

export interface AppProps {
  readonly store: Store
  readonly theme: Theme
}

export function App({ store, theme }: AppProps): ReactElement {
  const state = useSyncExternalStore(store.subscribe, store.state)
  useInput(useCallback((input: string, key: Key) => press(store, input, key), [store]))
  return (
    <Box flexDirection="column">
      {screenLines(state).map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line of a screen is its place on it
        <Text key={index} wrap="truncate">
          {painted(theme, line)}
        </Text>
      ))}
    </Box>
  )
}

/** Ink leaves out lines without text. */
const painted = (theme: Theme, line: Line): string => theme.paint(line) || ' '

function press(store: Store, input: string, key: Key): void {
  const { dialog } = store.state()
  const plain = input !== '' && !key.ctrl && !key.meta
  if (dialog !== null && plain && !key.return && !key.tab && !key.escape && !key.backspace && !key.delete) {
    store.dispatch({ type: 'text', text: input })
    return
  }
  // Fast fingers and repeated keys come as one text.
  const presses = plain && input.length > 1 ? [...input] : [input]
  for (const each of presses) {
    const name = keyName(each, key)
    if (name !== null) store.dispatch({ type: 'key', key: name })
  }
}
