/** What one process used, from its start to the moment of asking. */
import net from 'node:net'
import process from 'node:process'

export interface Usage {
  /** Seconds since the process started, its own start included. */
  readonly wall: number
  /** Seconds of all threads, on all cores. */
  readonly cpu: number
  /** Bytes of resident memory at the peak, worker threads included. */
  readonly peakMemory: number
  /** Bytes that arrived over the network, in all connections. */
  readonly received: number
}

/** @returns asks for the usage; bytes count from now on. */
export function meter(): () => Usage {
  const sockets = new Set<net.Socket>()
  const { connect } = net.Socket.prototype
  // The one place that plain and TLS connections, of npm's client as of fetch, all pass.
  net.Socket.prototype.connect = function (this: net.Socket, ...args: unknown[]) {
    sockets.add(this)
    return Reflect.apply(connect, this, args)
  }
  return () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
    return {
      wall: performance.now() / 1000,
      cpu: (userCPUTime + systemCPUTime) / 1e6,
      peakMemory: maxRSS * 1024,
      received: [...sockets].reduce((sum, socket) => sum + socket.bytesRead, 0),
    }
  }
}
