import { type ConfigurationSign, defineConfigurationHeuristic } from '../src/heuristic.js'
import type { Severity } from '../src/model.js'
import { isOff } from './knowledge/command-words.js'
import {
  type ContainerRun,
  containerRun,
  type HostMount,
  hostMounts,
  type RunOption,
} from './knowledge/container-run.js'
import { oneStepLower, weighed } from './knowledge/entries.js'
import { ownEntries } from './knowledge/exposure.js'
import { type HostPlace, hostPlace } from './knowledge/host-paths.js'

type Opening = Pick<ConfigurationSign, 'message' | 'pointer' | 'confidence' | 'remedy'> & {
  readonly severity: Severity
  /** For the fingerprint: no path of this machine. */
  readonly what: string
}

/** A container that holds the host's keys, or its engine, holds nothing back. */
export default defineConfigurationHeuristic({
  id: 'container-isolation',
  title: 'the container is given the machine that it should keep apart',
  severity: 'high',
  confidence: 'high',
  remedy: 'Leave the option out, unless the server can’t work without it.',

  *judge(server) {
    for (const { entry, commands } of ownEntries(server)) {
      for (const command of commands) {
        const run = containerRun(command)
        if (run === null) continue
        for (const { what, severity, ...rest } of openings(run)) {
          yield { ...rest, severity: weighed(severity, entry), entry, key: [what] }
        }
      }
    }
  },
})

function* openings(run: ContainerRun): Iterable<Opening> {
  for (const option of run.options) {
    const opening = ofOption(option)
    if (opening !== null) yield opening
  }
  for (const mount of hostMounts(run)) {
    const place = hostPlace(mount.source)
    const opening = place === null ? null : ofMount(mount, place, run.image ?? '')
    if (opening !== null) yield opening
  }
}

/** Capabilities that amount to root on the host, or to all of its traffic; capabilities(7). */
const CAPABILITIES = new Set([
  ...['ALL', 'SYS_ADMIN', 'SYS_PTRACE', 'SYS_MODULE', 'SYS_RAWIO', 'SYS_BOOT', 'DAC_READ_SEARCH', 'BPF', 'MKNOD'],
  'NET_ADMIN',
])

/** Devices of drawing, sound and virtual machines: they show no files. */
const MILD_DEVICES = /^\/dev\/(dri|snd|kfd|nvidia\w*|kvm|fuse|net\/tun)\b/

const ONE_FOLDER = 'Mount the one folder that the server works with, read-only (`:ro`) where it only reads.'
const ONE_KEY = 'Hand over the one token that it needs through `-e NAME`; else mount the one file, read-only (`:ro`).'
const FEWER_ORDERS =
  'Leave it out. If the server manages containers, put a proxy before the socket that lets through only the calls it needs.'

const REMEDIES: Readonly<Record<string, string>> = {
  '--privileged':
    'Leave it out; if the server needs one device or one right, give it that one (`--device`, `--cap-add`).',
  '--use-api-socket': FEWER_ORDERS,
  '--network':
    'Leave it out: `host.docker.internal` leads to this machine, and `-p 127.0.0.1:8080:8080` publishes a single port.',
}

function ofOption({ name, value, pointer }: RunOption): Opening | null {
  const remedy = REMEDIES[name]
  const opening = (severity: Severity, what: string, message: string): Opening => ({
    ...{ severity, what, message, pointer },
    ...(remedy === undefined ? {} : { remedy }),
  })
  switch (name) {
    case '--privileged':
      return isOff(value)
        ? null
        : opening('high', name, '`--privileged` gives the container every device and every right of the host')
    case '--use-api-socket':
      return isOff(value)
        ? null
        : opening('high', name, `\`${name}\` hands the container the engine: it can start others with any rights`)
    case '--network':
      return value === 'host'
        ? opening(
            'medium',
            name,
            '`--network host`: the container reaches every service of this machine, also those that no other machine can reach',
          )
        : null
    case '--pid':
    case '--ipc':
    case '--uts':
    case '--userns': {
      if (value !== 'host') return null
      const severity = name === '--pid' || name === '--ipc' ? 'medium' : 'low'
      return opening(severity, name, `\`${name} host\` removes a wall between the container and the host`)
    }
    case '--cap-add': {
      const names = (value ?? '')
        .toUpperCase()
        .split(',')
        .map((each) => each.trim().replace(/^CAP_/, ''))
      const strong = names.find((each) => CAPABILITIES.has(each))
      return strong === undefined
        ? null
        : opening('medium', `${name} ${strong}`, `\`--cap-add ${strong}\` is close to root on the host`)
    }
    case '--security-opt': {
      const [, what] = /^(seccomp|apparmor|systempaths)[=:]unconfined$/i.exec((value ?? '').trim()) ?? []
      return what === undefined
        ? null
        : opening(
            'medium',
            `${name} ${what.toLowerCase()}`,
            `\`--security-opt\` switches ${what.toLowerCase()} off for the container`,
          )
    }
    case '--device': {
      const severity = MILD_DEVICES.test(value ?? '') ? 'low' : 'medium'
      return opening(severity, name, '`--device` gives the container a device of the host')
    }
    default:
      return null
  }
}

function ofMount({ readOnly, pointer }: HostMount, place: HostPlace, image: string): Opening | null {
  const { what, severity, confidence, remedy } = WORDS[place.kind](place, image)
  return {
    remedy,
    // A socket takes orders through a mount that is read-only, too.
    severity: readOnly && place.kind !== 'socket' ? oneStepLower(severity) : severity,
    confidence,
    what: `mount ${what}`,
    message: `the container ${readOnly && place.kind !== 'socket' ? 'reads' : 'reads and writes'} ${what} of the host`,
    pointer,
  }
}

type Weight = Required<Pick<ConfigurationSign, 'severity' | 'confidence' | 'remedy'>> & { readonly what: string }

const nameOf = (place: HostPlace): string => ('name' in place ? `\`${place.name}\`` : place.kind)

const WORDS: Record<HostPlace['kind'], (place: HostPlace, image: string) => Weight> = {
  root: () => ({ what: 'the whole disk', severity: 'high', confidence: 'high', remedy: ONE_FOLDER }),
  home: () => ({ what: 'the home folder', severity: 'high', confidence: 'medium', remedy: ONE_FOLDER }),
  // What the image is for by its name, it needs, and takes unasked where it runs without a container.
  secrets: (place, image) => ({
    what: nameOf(place),
    severity: isAbout(image, place) ? 'low' : 'high',
    confidence: 'medium',
    remedy: ONE_KEY,
  }),
  socket: (place, image) => ({
    what: `the engine's socket (${nameOf(place)})`,
    severity: isAbout(image, place) ? 'medium' : 'high',
    confidence: isAbout(image, place) ? 'medium' : 'high',
    remedy: FEWER_ORDERS,
  }),
  system: (place) => ({
    what: nameOf(place),
    severity: /^`\/(proc|sys)`$/.test(nameOf(place)) ? 'medium' : 'high',
    confidence: 'medium',
    remedy: ONE_FOLDER,
  }),
  browser: (place) => ({
    what: `the browser's profiles (${nameOf(place)})`,
    severity: 'high',
    confidence: 'medium',
    remedy: 'Leave it out: give the server a browser and a profile of its own.',
  }),
}

const TRADES: readonly (readonly [place: RegExp, image: RegExp])[] = [
  [/\.aws$/, /aws|amazon|bedrock/],
  [/gcloud$/, /gcloud|google|gcp|firebase|cloud-run/],
  [/\.azure$/, /azure|microsoft/],
  [/\.kube$/, /kube|k8s|helm|openshift|argo/],
  [/config\/gh$/, /github|gh-/],
  [/\.docker$|sock$|docker_engine$/, /docker|portainer|podman|container|compose|watchtower|dozzle/],
  [/\.ssh$/, /ssh|ansible/],
]

const isAbout = (image: string, place: HostPlace): boolean => {
  // `docker.io` says nothing of what is in it.
  const name = image.toLowerCase().replace(/^[^/.:]*[.:][^/]*\//, '')
  return 'name' in place && TRADES.some(([folder, about]) => folder.test(place.name) && about.test(name))
}
