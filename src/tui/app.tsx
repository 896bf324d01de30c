/** The review in Ink: it draws the lines of the state, and hands on what is pressed. */
import { Box, type Key, Text, useInput } from 'ink'
import { Component, type ReactElement, type ReactNode, useCallback, useSyncExternalStore } from 'react'
import type { Line } from './line.js'
import { press } from './press.js'
import type { Store } from './store.js'
import { spokenLines } from './views/aloud.js'
import { screenLines } from './views/screen.js'

export interface AppProps {
  readonly store: Store
  /** A line as Ink gets it; never empty, or Ink leaves it out. */
  readonly paint: (line: Line) => string
  /** What broke while a screen was made. */
  readonly onError: (error: unknown) => void
}

export const App = ({ store, paint, onError }: AppProps): ReactElement => (
  <Boundary onError={onError}>
    <Screen store={store} paint={paint} />
  </Boundary>
)

function Screen({ store, paint }: Omit<AppProps, 'onError'>): ReactElement {
  const state = useSyncExternalStore(store.subscribe, store.drawn)
  useInput(useCallback((input: string, key: Key) => press(store, input, key), [store]))
  return (
    <Box flexDirection="column">
      {state.look.screenReader
        ? // biome-ignore lint/suspicious/noArrayIndexKey: a line of a screen is its place on it
          spokenLines(state).map((line, index) => <Text key={index}>{line}</Text>)
        : screenLines(state).map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same
            <Text key={index} wrap="truncate">
              {paint(line)}
            </Text>
          ))}
    </Box>
  )
}

interface BoundaryProps {
  readonly onError: (error: unknown) => void
  readonly children: ReactNode
}

/** Ink's own would draw the error with its stack, onto a screen that is given back. */
class Boundary extends Component<BoundaryProps, { readonly isBroken: boolean }> {
  static getDerivedStateFromError(): { readonly isBroken: boolean } {
    return { isBroken: true }
  }

  override state = { isBroken: false }

  override componentDidCatch(error: unknown): void {
    this.props.onError(error)
  }

  override render(): ReactNode {
    return this.state.isBroken ? null : this.props.children
  }
}
