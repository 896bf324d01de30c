/** Runs a review on a terminal until the person leaves it. */
import { render } from 'ink'
import { App } from './app.js'
import { createPainter } from './painter.js'
import type { Action, Effect, Look, ReviewState } from './state/model.js'
import { startState } from './state/start.js'
import { createStore } from './store.js'
import { takeTerminal } from './terminal.js'
import { type Colors, themeOf } from './theme.js'
import type { World } from './world.js'

export interface ReviewOptions {
  readonly stdin: NodeJS.ReadStream
  readonly stdout: NodeJS.WriteStream
  readonly stderr: NodeJS.WriteStream
  readonly colors: Colors
  readonly look: Look
  readonly world: World
  /** Ends the review from outside. */
  readonly signal: AbortSignal | undefined
  /** In ms since the epoch. */
  readonly now: () => number
}

/** Time moves in the state at this pace, in ms: the pace of the spinner. */
const TICK = 120

/**
 * Takes the terminal, and gives it back as it was.
 *
 * @returns the last state
 * @throws what broke the review, after the terminal is as it was
 */
export async function review(options: ReviewOptions): Promise<ReviewState> {
  const { stdin, stdout, stderr, colors, look, world, signal, now } = options
  const theme = themeOf(colors)
  const size = () => ({ columns: stdout.columns || 80, rows: stdout.rows || 24 })
  const terminal = takeTerminal(stdout)
  const painter = createPainter(stdout)
  const store = createStore(startState({ size: size(), look, now: now() }), perform)
  function dispatch(action: Action): void {
    store.dispatch(action)
  }
  function perform(effect: Effect): void {
    if (effect.type === 'exit') app.unmount()
    else if (effect.type === 'suspend') terminal.suspend()
    else if (effect.type === 'copy') {
      const { what, text } = effect
      dispatch(
        terminal.copy(text)
          ? { type: 'copied', what }
          : { type: 'notice', tone: 'bad', text: `${what} is too long to copy.` },
      )
    } else world.perform(effect, dispatch)
  }
  terminal.enter()
  const resized = (): void => {
    painter.repaint()
    dispatch({ type: 'resize', size: size() })
  }
  const ticking = setInterval(() => dispatch({ type: 'tick', now: now() }), TICK)
  const app = render(<App store={store} theme={theme} />, {
    stdin,
    stdout: painter.stream,
    stderr,
    exitOnCtrlC: false,
    patchConsole: false,
    debug: true,
    isScreenReaderEnabled: look.screenReader,
  })
  const end = (): void => app.unmount()
  stdout.on('resize', resized)
  signal?.addEventListener('abort', end, { once: true })
  try {
    perform({ type: 'audit' })
    await app.waitUntilExit()
    return store.state()
  } finally {
    signal?.removeEventListener('abort', end)
    stdout.off('resize', resized)
    clearInterval(ticking)
    terminal.leave()
  }
}
