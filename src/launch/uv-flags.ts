/**
 * Options of uv that take a value. Sources: `docs/reference/cli.md` of uv, "uv run" and "uv tool run", and the structures
 * `RunArgs`, `ToolRunArgs`, `ResolverInstallerArgs` and `GlobalArgs` of uv-cli. Pure.
 */
import { listed } from './options.js'

const GLOBAL = `
  --python-preference --python-fetch --color --allow-insecure-host --trusted-host --preview-features --preview-feature
  --directory --project --config-file --cache-dir
`
const RESOLVING = `
  --index --default-index --index-url -i --extra-index-url --find-links -f --upgrade-package -P --upgrade-group
  --reinstall-package --index-strategy --keyring-provider --resolution --prerelease --prerelease-package --fork-strategy
  --config-setting --config-settings -C --config-setting-package --config-settings-package
  --no-build-isolation-package --exclude-newer --exclude-newer-package --link-mode --no-sources-package
  --no-build-package --no-binary-package --refresh-package
`
const RUNNING = `
  --with -w --with-editable --with-requirements --env-file --python -p --python-platform --torch-backend
`

/** Before the command. */
export const UV_GLOBAL_VALUES = listed(GLOBAL)

/** Of `uvx` and `uv tool run`. */
export const UVX_VALUES = listed(`
  ${GLOBAL} ${RESOLVING} ${RUNNING} --from --constraints --constraint -c --build-constraints --build-constraint -b
  --overrides --override --generate-shell-completion
`)

/** Of `uv run`. There, `-m` and `-s` stand alone. */
export const UV_RUN_VALUES = listed(`
  ${GLOBAL} ${RESOLVING} ${RUNNING} --extra --no-extra --group --no-group --only-group --package --max-recursion-depth
`)

/** Of `uv tool install` and `uv pip install`. */
export const UV_INSTALL_VALUES = listed(`
  ${GLOBAL} ${RESOLVING} ${RUNNING} --constraints --constraint -c --build-constraints --build-constraint -b --overrides
  --override --with-executables-from -r --requirements --requirement -e --editable --extra --group --target -t --prefix
  --python-version --only-binary --no-binary --excludes
`)

/** Of `pip install`. Source: pip's manual. */
export const PIP_VALUES = listed(`
  -r --requirement --requirements-from-script -c --constraint --build-constraint -e --editable -t --target --platform
  --python-version --implementation --abi --root --prefix --src --upgrade-strategy --no-binary --only-binary
  --progress-bar --root-user-action --report --group --config-settings -C --global-option -i --index-url
  --extra-index-url -f --find-links --use-feature --use-deprecated --log --proxy --retries --timeout --exists-action
  --trusted-host --cert --client-cert --cache-dir --python --keyring-provider --uploaded-prior-to
`)

/** Of `pipx run` and `pipx install`. Source: pipx's CLI reference. */
export const PIPX_VALUES = listed(`
  --spec --with --python --pip-args --index-url -i --backend --suffix --preinstall --fetch-python
`)
