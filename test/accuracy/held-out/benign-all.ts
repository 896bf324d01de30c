import type { Pair } from '../pair.js'
import { BENIGN_AUTH } from './benign-auth.js'
import { BENIGN_BUILD } from './benign-build.js'
import { BENIGN_CALLS } from './benign-calls.js'
import { BENIGN_CONFIG } from './benign-config.js'
import { BENIGN_DATA } from './benign-data.js'
import { BENIGN_HOSTS } from './benign-hosts.js'
import { BENIGN_LOCAL } from './benign-local.js'
import { BENIGN_MACHINE } from './benign-machine.js'
import { BENIGN_MAIL } from './benign-mail.js'
import { BENIGN_NOTIFY } from './benign-notify.js'
import { BENIGN_SERVERS } from './benign-servers.js'
import { BENIGN_SHIPPED } from './benign-shipped.js'
import { BENIGN_TELEMETRY } from './benign-telemetry.js'

export const BENIGN: readonly Pair[] = [
  ...BENIGN_MAIL,
  ...BENIGN_NOTIFY,
  ...BENIGN_HOSTS,
  ...BENIGN_CALLS,
  ...BENIGN_TELEMETRY,
  ...BENIGN_AUTH,
  ...BENIGN_CONFIG,
  ...BENIGN_LOCAL,
  ...BENIGN_MACHINE,
  ...BENIGN_SERVERS,
  ...BENIGN_BUILD,
  ...BENIGN_DATA,
  ...BENIGN_SHIPPED,
]
