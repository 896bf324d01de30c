/** Variables and flags that weaken what a runtime checks, or load code into it. Names are compared without regard to case. */

export interface Weakening {
  /** What is gone: "certificates are not checked". */
  readonly effect: string
  /** `loads`: other code runs in every program that is started. `own`: a setting of the server itself. */
  readonly weight: 'loads' | 'checks' | 'own' | 'wide'
}

const OFF = /^(?:0|false|no|off|n)$/i
const ON = /^(?:1|true|yes|on|y)$/i

const NO_CERTIFICATES = 'certificates are not checked, so that anyone on the way can be the other side'
const NO_REGISTRY_CHECK = 'the registry is believed without a valid certificate'
const LOADS = 'loads a library into every program that the entry starts'
const OTHER_SHELL = 'npm runs every command through this program'

/** A shell of the system, in its usual place. */
const isShell = (text: string): boolean =>
  /^(?:(?:\/usr)?(?:\/local)?\/bin\/|\/opt\/homebrew\/bin\/)?(?:ba|z|da|fi)?sh$|^(?:.{0,200}\\)?(?:cmd|bash|pwsh|powershell)(?:\.exe)?$/i.test(
    text,
  )

/** Before the other folders of `PATH`. */
const OPEN_TO_ALL = /^(?:\/tmp|\/var\/tmp|\/dev\/shm|[a-z]:\\(?:windows\\)?temp)(?:[\\/:;]|$)/i

/** @param value as written; a variable in it is nothing that is known */
export function weakenedBy(name: string, value: string): Weakening | null {
  const upper = name.toUpperCase()
  const text = value.trim()
  switch (upper) {
    case 'NODE_TLS_REJECT_UNAUTHORIZED':
    case 'PYTHONHTTPSVERIFY':
      return OFF.test(text) ? checks(NO_CERTIFICATES) : null
    case 'GIT_SSL_NO_VERIFY':
      return text !== '' && !OFF.test(text) ? checks(NO_CERTIFICATES) : null
    case 'NPM_CONFIG_STRICT_SSL':
    case 'YARN_ENABLE_STRICT_SSL':
      return OFF.test(text) ? checks(NO_REGISTRY_CHECK) : null
    case 'UV_INSECURE_HOST':
    case 'PIP_TRUSTED_HOST':
    case 'GOINSECURE':
      return text === '' ? null : checks(NO_REGISTRY_CHECK)
    case 'GONOSUMDB':
    case 'GONOSUMCHECK':
    case 'GOSUMDB':
      return text === 'off' || (upper !== 'GOSUMDB' && ON.test(text))
        ? checks('checksums of modules are not compared')
        : null
    case 'REQUESTS_CA_BUNDLE':
    case 'CURL_CA_BUNDLE':
      return text === '' ? checks(NO_CERTIFICATES) : null
    case 'NPM_CONFIG_DANGEROUSLY_ALLOW_ALL_SCRIPTS':
      return ON.test(text) ? checks('every dependency may run code when it is installed') : null
    case 'DANGEROUSLY_OMIT_AUTH':
      return ON.test(text) ? checks('whoever reaches its port needs no token') : null
    case 'LD_PRELOAD':
    case 'LD_AUDIT':
    case 'DYLD_INSERT_LIBRARIES':
      return text === '' ? null : { effect: LOADS, weight: 'loads' }
    case 'BASH_ENV':
      return text === '' ? null : { effect: 'runs a file before every script of bash', weight: 'loads' }
    case 'NODE_OPTIONS':
    case 'NPM_CONFIG_NODE_OPTIONS':
      return nodeOptions(text)
    case 'NPM_CONFIG_SCRIPT_SHELL':
      return text === '' || isShell(text) ? null : { effect: OTHER_SHELL, weight: 'loads' }
    case 'PATH':
      return OPEN_TO_ALL.test(text)
        ? { effect: 'looks for programs in a folder where everyone of this machine may put some', weight: 'loads' }
        : null
    case 'PERL5OPT':
    case 'RUBYOPT':
      return /(?:^|\s)-[rMm]/.test(text)
        ? { effect: 'loads code into every program of its language', weight: 'loads' }
        : null
    case 'JAVA_TOOL_OPTIONS':
    case '_JAVA_OPTIONS':
    case 'JDK_JAVA_OPTIONS':
      return /-(?:javaagent|agentpath|agentlib:(?!jdwp))/.test(text)
        ? { effect: 'loads an agent into every Java program', weight: 'loads' }
        : null
    default:
      return ownSetting(upper, text)
  }
}

/** A server's own switch, such as `GRAFANA_TLS_SKIP_VERIFY`: usual in home networks. */
function ownSetting(upper: string, text: string): Weakening | null {
  const skips =
    /(?:^|_)(?:TLS_SKIP_VERIFY|SKIP_TLS_VERIFY|SKIP_SSL_VERIFY|SSL_SKIP_VERIFY|INSECURE_SKIP_VERIFY|TLS_INSECURE|SSL_INSECURE|INSECURE_TLS|INSECURE_SSL|IGNORE_SSL|IGNORE_SSL_ERRORS|DISABLE_SSL_VERIFY|DISABLE_TLS_VERIFY)$/
  const verifies =
    /(?:^|_)(?:VERIFY_SSL|SSL_VERIFY|VERIFY_TLS|TLS_VERIFY|VERIFY_CERTS?|CERT_VERIFY|TLS_REJECT_UNAUTHORIZED|REJECT_UNAUTHORIZED)$/
  const weak = (skips.test(upper) && ON.test(text)) || (verifies.test(upper) && OFF.test(text))
  return weak ? { effect: 'the server does not check certificates', weight: 'own' } : null
}

/** What Node is given besides the program: code of a file or an address, or an open debugger. */
export function nodeOptions(text: string): Weakening | null {
  const inspected = /--inspect(?:-brk|-wait)?(?:=|\s+)(\[[^\]]{1,60}\]|[^\s:]{1,200})/.exec(text)?.[1]
  if (inspected !== undefined && !/^(?:\d+|localhost|127\.[\d.]+|\[::1\])$/.test(inspected) && !/^-/.test(inspected)) {
    return { effect: 'opens a debugger to the network: whoever reaches it runs what they like', weight: 'loads' }
  }
  const loaded = [
    ...text.matchAll(/(?:^|\s)(?:--(?:require|import|loader|experimental-loader)(?:=|\s+)|-r\s+)(\S{1,2000})/g),
  ]
  // A bare name is a package that belongs to the program; a path or an address may be anybody's.
  const foreign = loaded.some(([, file = '']) => /^["']?(?:[./~\\]|[A-Za-z]:[\\/]|file:|https?:|data:)/.test(file))
  return foreign ? { effect: 'loads a file into every program of Node that the entry starts', weight: 'loads' } : null
}

const checks = (effect: string): Weakening => ({ effect, weight: 'checks' })

/** @param name of a flag with its dashes @param value what follows it; it may be the next word */
export function weakenedByFlag(name: string, value: string): Weakening | null {
  const flag = name.toLowerCase().replace(/^-+/, '')
  switch (flag) {
    case 'strict-ssl':
      return OFF.test(value) ? checks(NO_REGISTRY_CHECK) : null
    case 'no-strict-ssl':
    case 'allow-insecure-host':
    case 'trusted-host':
      return checks(NO_REGISTRY_CHECK)
    case 'no-check-certificate':
    case 'ssl-no-revoke':
    case 'unsafely-ignore-certificate-errors':
      return checks(NO_CERTIFICATES)
    case 'tls-verify':
      return OFF.test(value) ? checks('the registry of images is believed without a valid certificate') : null
    case 'ignore-certificate-errors':
    case 'ignore-https-errors':
    case 'disable-web-security':
      return { effect: 'its browser checks less than a browser should', weight: 'own' }
    case 'node-options':
      return nodeOptions(value)
    case 'script-shell':
      return value === '' || isShell(value) ? null : { effect: OTHER_SHELL, weight: 'loads' }
    default:
      if (/^dangerously-/.test(flag) && !OFF.test(value) && flag !== 'dangerously-allow-browser') {
        return checks('it switches off a protection, by its own word')
      }
      return null
  }
}
