/** One line on a terminal that says what is going on, redrawn in place, and gone when the results come. */
import { shorten } from './layout.js'
import { visible } from './visible.js'

/** Work that ends sooner than this, in milliseconds, shows nothing: a flash of text is worse than none. */
const DELAY = 150
const REDRAW = 80

const FRAMES = { unicode: ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'], ascii: ['|', '/', '-', '\\'] }

export interface Progress {
  /** Says how far the work is. Text from outside is made visible here. */
  update(state: { readonly done: number; readonly total: number; readonly doing: string }): void
  /** Clears the line. To be called before anything else is written to the terminal. */
  stop(): void
}

export interface ProgressStream {
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
  write(text: string): unknown
}

const silent: Progress = { update: () => {}, stop: () => {} }

/**
 * @param stream standard error; anything but a terminal gets nothing
 * @param options.quiet `--quiet`, or a CI
 */
export function createProgress(
  stream: ProgressStream,
  options: { readonly quiet: boolean; readonly unicode: boolean },
): Progress {
  if (options.quiet || stream.isTTY !== true) return silent
  const frames = options.unicode ? FRAMES.unicode : FRAMES.ascii
  let latest = ''
  let frame = 0
  let drawn = false
  let timer: NodeJS.Timeout | undefined

  const draw = () => {
    const sign = frames[frame++ % frames.length] ?? ''
    const room = Math.max((stream.columns ?? 80) - sign.length - 2, 10)
    stream.write(`\r\x1b[2K${sign} ${shorten(latest, room, options.unicode ? '…' : '...')}`)
    drawn = true
    timer = setTimeout(draw, REDRAW).unref()
  }

  return {
    update({ done, total, doing }) {
      latest = `${done}/${total} ${visible(doing)}`
      timer ??= setTimeout(draw, DELAY).unref()
    },
    stop() {
      clearTimeout(timer)
      timer = undefined
      if (drawn) stream.write('\r\x1b[2K')
      drawn = false
    },
  }
}
