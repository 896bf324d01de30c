/**
 * Flags of container runtimes. Sources: `docker --help`, `docker run --help` and `docker compose run --help` of Docker 28, the
 * manuals podman(1) and podman-run(1) of Podman 5, nerdctl's command reference. Pure.
 */
import { listed } from './options.js'

/** Options before the command that take a value. */
export const GLOBAL_VALUES = listed(`
  --config -c --context -H --host -l --log-level --tlscacert --tlscert --tlskey
  --cdi-spec-dir --cgroup-manager --conmon --connection --events-backend --hooks-dir --identity --imagestore --module
  --network-cmd-path --network-config-dir --out --root --runroot --runtime --runtime-flag --ssh --storage-driver
  --storage-opt --tmpdir --url --volumepath
  -n --namespace -a --address --snapshotter --cni-path --cni-netconfpath --data-root --hosts-dir --host-gateway-ip
`)

/** Options of `run` that stand alone. Every other one takes a value. */
export const RUN_SWITCHES = listed(`
  --rm --init --privileged --read-only --no-healthcheck --oom-kill-disable --sig-proxy --disable-content-trust
  --use-api-socket --help --detach --interactive --tty --publish-all --quiet
  --env-host --http-proxy --no-hosts --no-hostname --passwd --read-only-tmpfs --replace --rmi --rootfs --tls-verify
`)
/** Their letters, and those of `exec`. */
export const SHORT_SWITCHES = 'ditPq'

export const COMPOSE_VALUES = listed(`
  -f --file -p --project-name --profile --env-file --project-directory --parallel --progress --ansi
`)
export const COMPOSE_RUN_VALUES = listed(`
  -e --env --env-from-file --entrypoint -l --label --name -p --publish -u --user -v --volume -w --workdir --cap-add
  --cap-drop --pull --index
`)

/** Flags of `docker mcp gateway run` that name what it serves. Source: docker/mcp-gateway, `mcp_gateway_run.md`. */
export const GATEWAY_SERVERS = ['--servers', '--profile', '--oci-ref', '--mcp-registry'] as const
