// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables as clients and shells write them
import { type ConfigurationParts, configurationCasesOf } from '../support/configuration.js'

const IMAGE = 'tallybird/mcp:1.0.1'
const docker = (...options: string[]): ConfigurationParts => ({
  entry: { command: 'docker', args: ['run', '-i', '--rm', ...options, IMAGE] },
})
const image = (name: string, ...options: string[]): ConfigurationParts => ({
  entry: { command: 'docker', args: ['run', '-i', ...options, name] },
})

configurationCasesOf('container-isolation', ({ fires, silent }) => {
  fires('privileged', docker('--privileged'), { severity: 'high' })
  fires('privileged, said so', docker('--privileged=true'), { severity: 'high' })
  fires('the engine’s socket', docker('-v', '/var/run/docker.sock:/var/run/docker.sock'), { severity: 'high' })
  fires('read-only as well', docker('-v', '/var/run/docker.sock:/var/run/docker.sock:ro'), { severity: 'high' })
  fires('attached', docker('-v/run/docker.sock:/var/run/docker.sock'), { severity: 'high' })
  fires('a quoted field', docker('--mount', 'type=bind,"source=/var/run/docker.sock",target=/s'), { severity: 'high' })
  fires('steps up', docker('-v', '/home/ann/../..:/x'), { severity: 'high', message: /whole disk/ })
  fires('a folder of many keys', docker('-v', '~/.config:/x'), { severity: 'high', message: /`~\/\.config`/ })
  fires('of a devcontainer', docker('-v', '${localEnv:HOME}:/x'), { severity: 'high', message: /home folder/ })
  silent('one program of them', docker('-v', '~/.config/tally:/x', '-v', '${HOME}/Library/Caches/tally:/c'))
  silent('steps up within a project', docker('-v', '/home/ann/tally/../data:/x', '-v', '$PWD/..:/p'))
  fires('podman’s socket', docker('--volume=/run/user/1000/podman/podman.sock:/s'), { severity: 'high' })
  fires('containerd’s socket', docker('--mount', 'type=bind,src=/run/containerd/containerd.sock,dst=/s'), {
    severity: 'high',
  })
  fires('the pipe of Windows', docker('-v', '//./pipe/docker_engine://./pipe/docker_engine'), { severity: 'high' })
  fires('the pipe as Windows writes it', docker('-v', '\\\\.\\pipe\\docker_engine:\\\\.\\pipe\\docker_engine'), {
    severity: 'high',
  })
  fires('the engine’s own option', docker('--use-api-socket'), { severity: 'high' })
  fires('a server for containers', image('tallybird/docker-mcp:1', '-v', '/var/run/docker.sock:/var/run/docker.sock'), {
    severity: 'medium',
    message: /\(medium\)/,
  })
  fires(
    'an image of anything, at a registry of that name',
    image('docker.io/tallybird/notes:1', '-v', '/var/run/docker.sock:/var/run/docker.sock'),
    { severity: 'high', message: /\(high\)/ },
  )
  fires('the disk', docker('-v', '/:/host'), { severity: 'high', message: /whole disk/ })
  fires('the disk, read-only', docker('-v', '/:/host:ro'), { severity: 'medium', message: / reads the whole disk/ })
  fires('a drive', docker('-v', 'C:\\:/c'), { severity: 'high' })
  fires('a drive as a mount', docker('--mount=type=bind,source=C:\\,target=/c'), { severity: 'high' })
  fires('the home folder', docker('-v', '$HOME:/home/user'), { severity: 'high', message: /home folder/ })
  fires('in braces', docker('-v', '${HOME}:/x'), { severity: 'high' })
  fires('of VS Code', docker('-v', '${env:HOME}:/x'), { severity: 'high' })
  fires('a tilde', docker('-v', '~:/x'), { severity: 'high' })
  fires('of someone', docker('-v', '/Users/ann:/x'), { severity: 'high', message: /^(?!.*ann)/ })
  fires('of Windows', docker('-v', '%USERPROFILE%:/x:ro'), { severity: 'medium' })
  fires('of Windows, by its path', docker('-v', 'C:\\Users\\ann\\:/x'), { severity: 'high' })
  fires('of Windows, as Docker Desktop has it', docker('-v', '//c/Users/ann:/x'), { severity: 'high' })
  fires('all homes', docker('-v', '/home:/x'), { severity: 'high' })
  fires('keys', docker('-v', '~/.ssh:/root/.ssh'), { severity: 'high', message: /`~\/\.ssh`/ })
  fires('keys, read-only', docker('-v', '/home/ann/.ssh:/root/.ssh:ro'), { severity: 'medium' })
  fires('one key', docker('-v', '/home/ann/.ssh/id_ed25519:/k:ro'), { severity: 'medium' })
  fires('keys of the cloud', docker('--mount', 'type=bind,source=${HOME}/.aws,target=/a'), { severity: 'high' })
  fires('read-only among options', docker('--mount', 'type=bind,source=${HOME}/.aws,target=/a,readonly'), {
    severity: 'medium',
  })
  fires('a server of that cloud', image('awslabs/cost-mcp:1', '-v', '~/.aws:/root/.aws'), { severity: 'low' })
  fires('of that cloud, read-only', image('awslabs/cost-mcp:1', '-v', '~/.aws:/root/.aws:ro'), { severity: 'info' })
  fires('the system’s settings', docker('-v', '/etc:/host/etc'), { severity: 'high' })
  fires('processes', docker('-v', '/proc:/host/proc:ro'), { severity: 'low' })
  fires('a browser’s profiles', docker('-v', '~/.config/google-chrome:/p'), { severity: 'high' })
  fires('the host’s network', docker('--network', 'host'), { severity: 'medium' })
  fires('by its older name', docker('--net=host'), { severity: 'medium' })
  fires('processes of the host', docker('--pid', 'host'), { severity: 'medium' })
  fires('memory of the host', docker('--ipc=host'), { severity: 'medium' })
  fires('a capability', docker('--cap-add', 'SYS_ADMIN'), { severity: 'medium' })
  fires('by its full name', docker('--cap-add=CAP_SYS_PTRACE'), { severity: 'medium' })
  fires('all capabilities', docker('--cap-add', 'ALL'), { severity: 'medium' })
  fires('no filter of calls', docker('--security-opt', 'seccomp=unconfined'), { severity: 'medium' })
  fires('a device', docker('--device', '/dev/sda'), { severity: 'medium' })
  fires('a device of graphics', docker('--device=/dev/dri'), { severity: 'low' })
  fires('podman', { entry: { command: 'podman', args: ['run', '--privileged', IMAGE] } }, { severity: 'high' })
  fires('nerdctl', { entry: { command: 'nerdctl', args: ['container', 'run', '--privileged', IMAGE] } })
  fires('with options before', { entry: { command: 'docker', args: ['-H', 'x', 'run', '--privileged', IMAGE] } })
  fires('within a shell', { entry: { command: 'sh', args: ['-c', `docker run -i --privileged ${IMAGE}`] } })
  fires('on Windows', { entry: { command: 'cmd', args: ['/c', 'docker', 'run', '--privileged', IMAGE] } })
  fires('compose', {
    entry: { command: 'docker', args: ['compose', '-f', 'c.yaml', 'run', '--rm', '-T', '-v', '/:/host', 'tally'] },
  })
  silent('compose, without more than its file says', {
    entry: { command: 'docker', args: ['compose', 'run', '--rm', '-T', '-v', './data:/data', 'tally', '-v', '/:/x'] },
  })
  fires('with sudo', { entry: { command: 'sudo', args: ['docker', 'run', '--privileged', IMAGE] } }, { count: 1 })
  fires('several', docker('--privileged', '--network=host', '-v', '/:/host'), { severity: 'high', count: 3 })
  fires('a disabled entry', { ...docker('--privileged'), disabled: true }, { severity: 'info' })
  fires('in a cluster of letters', docker('-itv', '/:/host'), { severity: 'high' })

  silent('an ordinary run', docker('-e', 'API_TOKEN', '--init', '--memory', '512m'))
  silent('not privileged', docker('--privileged=false'))
  silent('the project', docker('-v', '${workspaceFolder}:/workspace'))
  silent('the project, in a shell', docker('-v', '$PWD:/work', '-v', '$(pwd):/w', '-v', '.:/here'))
  silent('a folder below the home', docker('-v', '/Users/ann/projects/tally:/projects/tally:ro'))
  silent('a folder below the home, by variable', docker('-v', '${HOME}/Documents:/docs', '-v', '~/Desktop:/desktop'))
  silent('a folder of Windows', docker('--mount', 'type=bind,src=C:\\Users\\ann\\Documents,dst=/docs'))
  silent('volumes with names', docker('-v', 'tally-memory:/data', '--mount', 'type=volume,src=tally,dst=/d'))
  silent('memory as a folder', docker('--tmpfs', '/tmp', '--mount', 'type=tmpfs,dst=/tmp'))
  silent('other networks', docker('--network', 'tally-net', '--network=bridge', '--net', 'none'))
  silent('fewer rights', docker('--cap-drop', 'ALL', '--security-opt', 'no-new-privileges', '--read-only'))
  silent('a user', docker('--user', 'root', '-u', '1000:1000'))
  silent('a small capability', docker('--cap-add', 'CHOWN', '--cap-add', 'NET_BIND_SERVICE'))
  silent('graphics', docker('--gpus', 'all'))
  silent('single files of the system', docker('-v', '/etc/localtime:/etc/localtime:ro', '-v', '/etc/ssl/certs:/c:ro'))
  silent('hosts that are known', docker('-v', '~/.ssh/known_hosts:/root/.ssh/known_hosts:ro'))
  silent('words of the server', {
    entry: { command: 'docker', args: ['run', '-i', IMAGE, '--privileged', '-v', '/:/x'] },
  })
  silent('an option’s value', docker('-e', '--privileged', '--label', '--network=host'))
  silent('another command of docker', { entry: { command: 'docker', args: ['exec', '-i', 'tally', '--privileged'] } })
  silent('the gateway', { entry: { command: 'docker', args: ['mcp', 'gateway', 'run'] } })
  silent('no container', { entry: { command: 'npx', args: ['-y', '@tallybird/mcp@1.0.1', '--privileged'] } })
  silent('a URL', { entry: { url: 'https://mcp.tallybird.example/mcp' } })
  silent('the container’s own paths', docker('-v', 'tally:/', '-v', 'data:/etc', '-w', '/'))
})
