/** Runs a review on a terminal until the person leaves it. */
import { type Instance, render } from 'ink'
import { App } from './app.js'
import { farewell } from './farewell.js'
import { createKeyboard } from './keyboard.js'
import { backgroundFrom } from './look.js'
import { isMoving } from './moving.js'
import { createPainter } from './painter.js'
import { paste } from './press.js'
import type { Action, Effect, Look, ReviewState, Size, Written } from './state/model.js'
import { startState } from './state/start.js'
import { createStore } from './store.js'
import { type Signals, takeTerminal } from './terminal.js'
import { type Colors, themeOf } from './theme.js'
import type { World } from './world.js'

export interface ReviewOptions {
  readonly stdin: NodeJS.ReadStream
  readonly stdout: NodeJS.WriteStream
  readonly stderr: { write(text: string): unknown }
  readonly colors: Colors
  readonly look: Look
  readonly env: Readonly<Record<string, string | undefined>>
  readonly world: World
  /** Ends the review from outside: the terminal is given back before the event is over. */
  readonly signal: AbortSignal | undefined
  /** In ms since the epoch. */
  readonly now: () => number
  /** Of the process, when not Node's own. */
  readonly signals?: Signals
}

/** Time moves in the state at this pace, in ms: the pace of the spinner. */
const TICK = 120

/** Which colour is behind the text? */
const ASK_BACKGROUND = '\x1b]11;?\x07'

/**
 * Takes the terminal, and gives it back as it was.
 *
 * @returns the last state
 * @throws what broke the review, after the terminal is as it was
 */
export async function review(options: ReviewOptions): Promise<ReviewState> {
  const { stdin, stdout, stderr, colors, look, env, world, signal, now } = options
  const isWhole = !look.screenReader
  const size = (): Size => sizeOf(stdout)
  const painter = createPainter(stdout, size)
  const terminal = takeTerminal({
    stdin,
    stdout,
    env,
    whole: isWhole,
    onPause: painter.pause,
    onReturn: returned,
    ...(options.signals && { signals: options.signals }),
  })
  const keyboard = createKeyboard({
    stdin,
    onPaste: (text) => guarded(() => paste({ state: store.state, dispatch }, text)),
    onBackground: (rgb) => draw(themeOf({ ...colors, background: backgroundFrom(rgb) })),
    // The terminal is gone, and nobody is left to be told.
    onEnd: () => end(),
  })
  const store = createStore(startState({ size: size(), look, now: now() }), perform)
  const written: Written[] = []
  let app: Instance | undefined
  let isOver = false
  /** Whether files were being written when the person left, and how many answers were seen by then. */
  let leftWriting = false
  let heard = 0
  let failure: { readonly error: unknown } | null = null

  function dispatch(action: Action): void {
    // What was being written is heard of to its end.
    if (action.type === 'written') written.push(action.result)
    if (isOver && action.type !== 'written') return
    // What is said is said now; with nothing moving the clock stood still.
    if (action.type !== 'tick') store.dispatch({ type: 'tick', now: now() })
    store.dispatch(action)
  }
  function perform(effect: Effect): void {
    if (isOver) return
    if (effect.type === 'exit') end()
    else if (effect.type === 'suspend') terminal.suspend()
    else if (effect.type === 'copy') {
      const { what, text } = effect
      dispatch(
        terminal.copy(text)
          ? { type: 'copied', what }
          : { type: 'notice', tone: 'bad', text: `${what} is too long to copy.` },
      )
    } else world.perform(effect, (action) => guarded(() => dispatch(action)))
  }
  function returned(wasAway: boolean): void {
    if (isWhole) painter.repaint()
    dispatch({ type: 'resize', size: size() })
    if (!wasAway) dispatch({ type: 'notice', tone: 'info', text: 'There is no shell here to go back to.' })
  }
  function resized(): void {
    if (isWhole) painter.repaint()
    dispatch({ type: 'resize', size: size() })
  }
  function draw(theme: ReturnType<typeof themeOf>): void {
    const own = { ...store, dispatch: (action: Action) => guarded(() => dispatch(action)) }
    const root = <App store={own} paint={(line) => painter.standIn(theme.paint(line))} onError={fail} />
    if (app !== undefined) app.rerender(root)
    else
      app = render(root, {
        stdin: keyboard.stream,
        stdout: isWhole ? painter.stream : stdout,
        exitOnCtrlC: false,
        patchConsole: false,
        debug: isWhole,
        isScreenReaderEnabled: look.screenReader,
      })
  }
  /** Gives the terminal back at once; what draws is taken apart when it is not in the midst of it. */
  function end(): void {
    if (isOver) return
    isOver = true
    keyboard.close()
    terminal.leave()
    heard = written.length
    leftWriting = isWriting(store.state())
    stderr.write(leftWriting ? MOMENT : farewell(store.state(), written))
    setImmediate(() => app?.unmount())
  }
  function fail(error: unknown): void {
    if (!isOver) failure = { error }
    end()
  }
  function guarded(work: () => void): void {
    try {
      work()
    } catch (error) {
      fail(error)
    }
  }

  signal?.throwIfAborted()
  terminal.enter()
  signal?.addEventListener('abort', end, { once: true })
  stdout.on('resize', resized)
  const ticking = setInterval(() => {
    // A screen reader is told news, and that time passes is none.
    if (isWhole && isMoving(store.state())) guarded(() => dispatch({ type: 'tick', now: now() }))
  }, TICK)
  try {
    draw(themeOf(colors))
    const exited = app?.waitUntilExit()
    if (isWhole && colors.depth > 0 && colors.background === 'unknown') stdout.write(ASK_BACKGROUND)
    perform({ type: 'audit', run: store.state().run })
    await exited
  } finally {
    end()
    clearInterval(ticking)
    stdout.off('resize', resized)
    signal?.removeEventListener('abort', end)
    await finished()
  }
  throwIfFailed(failure)
  return store.state()

  /** Files are written to the end, also when nobody looks any more. */
  async function finished(): Promise<void> {
    await world.close()
    if (!leftWriting) return
    const failures = written.slice(heard).flatMap((each) => each.failures)
    stderr.write(farewell(store.state(), written, failures))
    if (failures.length > 0) failure ??= { error: new NotWritten() }
  }
}

/** Not everything could be written, and nobody saw it: the words are out, and the exit code tells. */
export class NotWritten extends Error {}

const MOMENT = 'What was decided is being written: a moment.\n'

const isWriting = ({ write }: ReviewState): boolean => write.status === 'writing'

function throwIfFailed(failure: { readonly error: unknown } | null): void {
  if (failure !== null) throw failure.error
}

/** Some terminals do not know their size, and say 0. */
const sizeOf = ({ columns, rows }: NodeJS.WriteStream): Size => ({ columns: columns || 80, rows: rows || 24 })
