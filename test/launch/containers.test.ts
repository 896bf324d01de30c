// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables as clients and shells write them
import { describe, expect, it } from 'vitest'
import { launchOf, table } from './entries.js'

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`

table('images', [
  ['docker run img', 'oci docker run img@tag:latest'],
  ['docker run img:1.2', 'oci docker run img@tag:1.2'],
  ['docker run mcp/fetch:latest', 'oci docker run mcp/fetch@tag:latest'],
  ['docker run docker.io/library/node:22', 'oci docker run docker.io/library/node@tag:22'],
  ['docker run r.example/a/b/img', 'oci docker run r.example/a/b/img@tag:latest'],
  ['docker run localhost:5000/img', 'oci docker run localhost:5000/img@tag:latest'],
  ['docker run localhost:5000/a/img:2', 'oci docker run localhost:5000/a/img@tag:2'],
  ['docker run img:5000', 'oci docker run img@tag:5000'],
  [`docker run img@${DIGEST}`, `oci docker run img@version:${DIGEST}!`],
  [`docker run r.example:443/img:2@${DIGEST}`, `oci docker run r.example:443/img@version:${DIGEST}!`],
  ['docker run img@sha256:00', 'unknown docker run'],
  ['docker run img:2@', 'unknown docker run'],
  ['docker run img:${TAG:-1.0}', 'oci docker run img@tag:1.0'],
  ['docker run img:${TAG}', 'unknown docker run'],
  ['docker run -i ${IMAGE}', 'unknown docker run'],
  [['docker', 'run', 'not an image'], 'unknown docker run'],
  ['podman run docker://r.example/img:1', 'oci podman run r.example/img@tag:1', ['r.example/img:1']],
  ['podman run oci-archive:/x.tar', 'local podman run'],
  ['podman run --rootfs /srv/root sh', 'local podman run (/srv/root)'],
])

table('options of run', [
  ['docker run -i --rm -e A img:1 x', 'oci docker run img@tag:1'],
  ['docker run -it -eA=1 --network host --mount=x r.example/img', 'oci docker run r.example/img@tag:latest'],
  ['docker run -v /a:/b -p 1:2 -w /x -u me -h host -l k=v -m 1g -a stdin -c 1 img', 'oci docker run img@tag:latest'],
  ['docker run --pull always --platform linux/amd64 --name n --gpus all --init img', 'oci docker run img@tag:latest'],
  ['docker run --privileged --read-only --cap-drop ALL --security-opt x img', 'oci docker run img@tag:latest'],
  ['docker run --sig-proxy=false --oom-kill-disable --no-healthcheck img', 'oci docker run img@tag:latest'],
  ['docker run -dP --env-file .env -- img', 'oci docker run img@tag:latest'],
  ['docker container run -i img', 'oci docker run img@tag:latest'],
  ['docker --context c -H tcp://h -l debug run img', 'oci docker run img@tag:latest'],
  ['podman --log-level debug container run --init -ie A img', 'oci podman run img@tag:latest'],
  ['podman run --replace --rmi --tls-verify=false --userns keep-id img', 'oci podman run img@tag:latest'],
  ['podman --root /x --connection c run --env-host img', 'oci podman run img@tag:latest'],
  ['nerdctl -n k8s.io --address a run --rm img', 'oci nerdctl run img@tag:latest'],
  ['/usr/local/bin/docker run -i img', 'oci docker run img@tag:latest'],
  ['docker.exe run -i img', 'oci docker run img@tag:latest'],
  ['sudo docker run img', 'oci docker run <sudo> img@tag:latest'],
  ['docker run --rm', 'unknown docker run'],
])

table('what runs inside', [
  [
    'docker run -i node:22 npx -y pkg@1.0.0',
    'oci docker run node@tag:22 npm:pkg@version:1.0.0!',
    ['node:22', 'pkg@1.0.0'],
  ],
  ['docker run -i --entrypoint npx node -y pkg', 'oci docker run node@tag:latest npm:pkg@range:*'],
  [['docker', 'run', 'node', 'sh', '-c', 'npx pkg'], 'oci docker run node@tag:latest npm:pkg@range:*', ['node', 'pkg']],
  ['docker run ghcr.example/uv uvx pkg', 'oci docker run ghcr.example/uv@tag:latest pypi:pkg@range:*'],
  ['docker run node:22 node /app/index.js', 'oci docker run node@tag:22'],
  ['docker run img serve --port 1', 'oci docker run img@tag:latest'],
  ['docker run img start', 'oci docker run img@tag:latest'],
  ['docker exec -i box npx pkg', 'npm npx <docker> pkg@range:*'],
  ['docker exec -i -e A=b -w /x box node /app/x.js', 'local node <docker> (/app/x.js)'],
  ['docker compose -f c.yml run --rm -T -e A=b server', 'local docker compose run (server)'],
  ['docker compose exec server npx pkg', 'npm npx <docker compose> pkg@range:*'],
  ['docker-compose run --rm server', 'local docker compose run (server)'],
  ['docker start -i box', 'local docker start (box)'],
  ['docker pull img', 'local docker'],
  ['docker mcp gateway run', 'local docker mcp gateway (docker mcp gateway)'],
  ['docker mcp gateway run --servers=github,fetch', 'local docker mcp gateway (docker mcp gateway: github, fetch)'],
  ['docker mcp gateway run --profile web --port 8080', 'local docker mcp gateway (docker mcp gateway: web)'],
])

describe('variables of a container', () => {
  it('reach what runs inside', () => {
    const argv = ['docker', 'run', '-e', 'npm_config_registry=https://r.example/', 'node', 'npx', 'pkg']
    const launch = launchOf(argv)
    expect(launch.packages.map(({ name }) => name)).toEqual(['node', 'pkg'])
    expect(launchOf([...argv.slice(0, 2), '-e', 'npm_config_package=x', 'node', 'npx', 'pkg']).packages).toHaveLength(1)
  })

  it('are not asked for a registry of images', () => {
    expect(launchOf(['docker', 'run', 'img'], { npm_config_registry: 'https://r.example/' }).registry).toBeUndefined()
  })
})
