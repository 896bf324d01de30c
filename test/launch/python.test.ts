// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables as clients and shells write them
import { describe, expect, it } from 'vitest'
import { launchOf, table } from './entries.js'

const COMMIT = '0123456789abcdef0123456789abcdef01234567'

table('specs of Python', [
  ['uvx server-time', 'pypi uvx server-time@range:*'],
  ['uvx server-time@1.0', 'pypi uvx server-time@version:1.0!'],
  ['uvx server-time@v1.0.2', 'pypi uvx server-time@version:1.0.2!'],
  ['uvx server-time@latest', 'pypi uvx server-time@tag:latest'],
  ['uvx My_Server.x[extra,other]@1.0rc1', 'pypi uvx my-server-x@version:1.0rc1!'],
  ['uvx My_Server[extra]>=2', 'pypi uvx my-server@range:>=2'],
  ['uvx --from pkg==1.0 bin', 'pypi uvx pkg@version:1.0!'],
  [['uvx', '--from', 'pkg == 1.0.post1', 'bin'], 'pypi uvx pkg@version:1.0.post1!'],
  ['uvx --from pkg===1.0-weird bin', 'pypi uvx pkg@version:1.0-weird!'],
  ['uvx --from pkg==1.* bin', 'pypi uvx pkg@range:==1.*'],
  ['uvx --from pkg~=1.4 bin', 'pypi uvx pkg@range:~=1.4'],
  ['uvx --from pkg>=1,<2 bin', 'pypi uvx pkg@range:>=1,<2'],
  ['uvx --from pkg!=1.5 bin', 'pypi uvx pkg@range:!=1.5'],
  ['uvx --from pkg==1!2.0+local.1 bin', 'pypi uvx pkg@version:1!2.0+local.1!'],
  [['uvx', '--from', "pkg[a]==1.0 ; python_version >= '3.10'", 'bin'], 'pypi uvx pkg@version:1.0!'],
  [['uvx', '--from', "pkg; python_version >= '3.10'", 'bin'], 'pypi uvx pkg@range:*'],
  [['uvx', '--from', 'pkg (>=1.0)', 'bin'], 'pypi uvx pkg@range:>=1.0'],
  ['uvx --from=pkg[x]==2.0 bin', 'pypi uvx pkg@version:2.0!', ['pkg[x]==2.0']],
  ['uvx pkg@${V:-1.0}', 'pypi uvx pkg@version:1.0'],
  ['uvx pkg@${V}', 'unknown uvx'],
  ['uvx pkg@nonsense', 'unknown uvx'],
  ['uvx pkg==', 'unknown uvx'],
  ['uvx -bad-', 'unknown uvx'],
  ['uvx --from git+https://h.example/o/r@v1 bin', 'git uvx (git+https://h.example/o/r)'],
  [`uvx --from git+https://h.example/o/r.git@${COMMIT}#subdirectory=x bin`, 'git uvx (git+https://h.example/o/r.git)'],
  ['uvx --from git+ssh://git@h.example/o/r bin', 'git uvx (git+ssh://h.example/o/r)'],
  [['uvx', '--from', 'pkg @ git+https://h.example/o/r', 'bin'], 'git uvx (git+https://h.example/o/r)'],
  ['uvx --from pkg@git+https://h.example/o/r bin', 'git uvx (git+https://h.example/o/r)'],
  ['uvx git+https://h.example/o/r', 'git uvx (git+https://h.example/o/r)'],
  ['uvx --from https://h.example/p-1.0-py3-none-any.whl bin', 'unknown uvx (https://h.example/p-1.0-py3-none-any.whl)'],
  ['uvx --from . bin', 'local uvx (.)'],
  ['uvx --from ./server bin', 'local uvx (./server)'],
  ['uvx --from /srv/server bin', 'local uvx (/srv/server)'],
  ['uvx --from C:\\srv bin', 'local uvx (C:\\srv)'],
  ['uvx --from dist/p-1.0-py3-none-any.whl bin', 'local uvx (dist/p-1.0-py3-none-any.whl)'],
  ['uvx --from ${workspaceFolder}/server bin', 'local uvx'],
])

table('uvx and uv tool run', [
  ['uvx', 'unknown uvx'],
  ['uvx -q --isolated --no-cache pkg --flag', 'pypi uvx pkg@range:*'],
  ['uvx --python 3.12 -p 3.11 pkg', 'pypi uvx pkg@range:*'],
  ['uvx --refresh-package a --reinstall-package b -P c pkg', 'pypi uvx pkg@range:*'],
  ['uvx --index https://i.example/simple --index-strategy unsafe-best-match pkg', 'pypi uvx pkg@range:*'],
  ['uvx --exclude-newer 2026-01-01 --exclude-newer-package a=2026-01-01 pkg', 'pypi uvx pkg@range:*'],
  ['uvx --env-file .env --cache-dir /c --color never --link-mode copy pkg', 'pypi uvx pkg@range:*'],
  ['uvx --trusted-host h --python-platform linux --torch-backend cpu pkg', 'pypi uvx pkg@range:*'],
  ['uvx --with a,b>=1,<2,c[x,y] pkg', 'pypi uvx pkg@range:* a@range:* b@range:>=1,<2 c@range:*'],
  ['uvx --with=a==1.0 -w b pkg', 'pypi uvx pkg@range:* a@version:1.0! b@range:*', ['pkg', 'a==1.0', 'b']],
  ['uvx --with-editable ./x pkg', 'pypi uvx pkg@range:* (./x)'],
  ['uvx --with-requirements r.txt pkg', 'pypi uvx pkg@range:*'],
  ['uvx --from pkg --with git+https://h.example/o/r bin', 'pypi uvx pkg@range:* (git+https://h.example/o/r)'],
  ['uvx pkg --from other', 'pypi uvx pkg@range:*'],
  ['uvx -- pkg', 'pypi uvx pkg@range:*'],
  ['uvx python@3.12 -m server', 'local python <uvx> (server)'],
  ['uvx python server.py', 'local python <uvx> (server.py)'],
  ['uvx --with mcp python server.py', 'pypi uvx mcp@range:* (server.py)'],
  ['uv tool run pkg@1.0', 'pypi uvx pkg@version:1.0!'],
  ['uv tool run --with x pkg', 'pypi uvx pkg@range:* x@range:*'],
  ['uv --quiet --directory /srv tool run --from pkg bin', 'pypi uvx pkg@range:*'],
  ['uv tool install pkg', 'unknown uv tool install'],
  ['uv sync', 'unknown uv'],
])

table('uv run', [
  ['uv run server.py', 'local uv run (server.py)'],
  ['uv --directory /srv run server.py', 'local uv run (server.py)'],
  ['uv run --directory /srv --extra a --group b --no-sync server.py', 'local uv run (server.py)'],
  ['uv run --package p my-server', 'local uv run (my-server)'],
  ['uv run -m server', 'local uv run (server)'],
  ['uv run --script tool --x', 'local uv run (tool)'],
  ['uv run python server.py', 'local python <uv> (server.py)'],
  ['uv run -- npx -y pkg@1.0.0', 'npm npx <uv> pkg@version:1.0.0!'],
  ['uv run --with fastmcp fastmcp run x.py', 'pypi uv run fastmcp@range:* (x.py)'],
  ['uv run --with mcp[cli]==1.2.0 mcp run /srv/x.py', 'pypi uv run mcp@version:1.2.0! (/srv/x.py)'],
  ['uv run --with mcp python server.py', 'pypi uv run mcp@range:* (server.py)'],
  ['uv run --with a,b server.py', 'pypi uv run a@range:* b@range:*'],
  ['uv run --with-requirements r.txt server.py', 'local uv run (server.py)'],
  ['uv run https://h.example/x.py', 'unknown uv run (https://h.example/x.py)'],
  ['uv run -', 'unknown uv run'],
  ['uv run', 'unknown uv run'],
])

table('pipx, pip and Python', [
  ['pipx run pkg', 'pypi pipx run pkg@range:*'],
  ['pipx run pkg==1.0 --flag', 'pypi pipx run pkg@version:1.0!'],
  ['pipx run --spec pkg==1 bin', 'pypi pipx run pkg@version:1!'],
  ['pipx run --no-cache --python 3.12 --pip-args=-q pkg', 'pypi pipx run pkg@range:*'],
  ['pipx run --spec git+https://h.example/o/r@v1 bin', 'git pipx run (git+https://h.example/o/r)'],
  ['pipx run --with a pkg', 'pypi pipx run pkg@range:* a@range:*'],
  ['pipx run --spec uv uvx other', 'pypi pipx run uv@range:* other@range:*'],
  ['pipx run', 'unknown pipx run'],
  ['pipx install pkg', 'unknown pipx install'],
  ['pip install pkg', 'unknown pip install'],
  ['python -m module', 'local python (module)'],
  ['python3 -u /srv/server.py --x', 'local python (/srv/server.py)'],
  ['python3.11 -Im module', 'local python (module)'],
  ['python -mmodule', 'local python (module)'],
  ['python -X utf8 -W ignore server.py -m x', 'local python (server.py)'],
  ['python -c code', 'local python'],
  ['python -uc code', 'local python'],
  ['python -m pipx run pkg', 'pypi pipx run <python> pkg@range:*'],
  ['python -m uv tool run pkg', 'pypi uvx <python> pkg@range:*'],
  ['py -3.11 server.py', 'local python (server.py)'],
  ['/srv/.venv/bin/python server.py', 'local python (server.py)'],
  ['python -', 'unknown python'],
  ['python', 'unknown python'],
])

describe('indexes of an entry', () => {
  it.each([
    ['flag', ['uvx', '--index-url', 'https://i.example/simple', 'pkg'], {}, 'https://i.example'],
    ['default index', ['uvx', '--default-index=https://i.example/simple', 'pkg'], {}, 'https://i.example'],
    [
      'further index first',
      ['uvx', '-i', 'https://a.example/', '--index', 'https://b.example/', 'pkg'],
      {},
      'https://b.example',
    ],
    ['named index', ['uvx', '--index', 'private=https://i.example/s', 'pkg'], {}, 'https://i.example'],
    ['globals of uv', ['uv', 'run', '--index', 'https://i.example/', '--with', 'a', 'x.py'], {}, 'https://i.example'],
    ['pipx', ['pipx', 'run', '-i', 'https://i.example/', 'pkg'], {}, 'https://i.example'],
    [
      'arguments for pip',
      ['pipx', 'run', '--pip-args=--extra-index-url https://i.example/s', 'pkg'],
      {},
      'https://i.example',
    ],
    ['UV_INDEX_URL', ['uvx', 'pkg'], { UV_INDEX_URL: 'https://u:p@i.example/simple' }, 'https://i.example'],
    ['UV_DEFAULT_INDEX', ['uvx', 'pkg'], { UV_DEFAULT_INDEX: 'https://i.example/simple' }, 'https://i.example'],
    [
      'UV_EXTRA_INDEX_URL',
      ['uvx', 'pkg'],
      { UV_EXTRA_INDEX_URL: 'https://a.example/ https://b.example/' },
      'https://a.example',
    ],
    ['UV_INDEX', ['uvx', 'pkg'], { UV_INDEX: 'x=https://i.example/' }, 'https://i.example'],
    ['PIP_INDEX_URL', ['pipx', 'run', 'pkg'], { PIP_INDEX_URL: 'https://i.example/' }, 'https://i.example'],
    ['not of pip for uv', ['uvx', 'pkg'], { PIP_INDEX_URL: 'https://i.example/' }, undefined],
    ['password from a variable', ['uvx', '-i', 'https://x:${T}@i.example/s', 'pkg'], {}, 'https://i.example'],
    ['host from a variable', ['uvx', '-i', 'https://${H}/s', 'pkg'], {}, undefined],
    ['folder', ['uvx', '--find-links', './wheels', 'pkg'], {}, undefined],
    ['none', ['uvx', 'pkg'], {}, undefined],
  ] as const)('%s', (_, argv, env, expected) => {
    const launch = launchOf(argv, env)
    expect(launch.kind).toBe('pypi')
    expect(launch.registry).toBe(expected)
  })

  it('are named where there are several, or none that can be read', () => {
    expect(launchOf(['uvx', '-i', 'https://a.example/', 'pkg'], { UV_INDEX: 'https://b.example/' }).reason).toContain(
      'several indexes',
    )
    expect(launchOf(['uvx', '-i', 'https://${H}/s', 'pkg']).reason).toContain('depends on a variable')
    expect(launchOf(['uvx', '-f', './wheels', 'pkg']).reason).toContain('folder of this machine')
    expect(launchOf(['uvx', 'pkg'], { UV_CONFIG_FILE: '/x/uv.toml' }).reason).toContain('settings')
  })
})
