/**
 * Variables whose values decide which code runs, where it comes from, or whom it trusts: a lock holds them to what they were. Data:
 * one row for each program that reads them, with the document that says so. Pure.
 */

/** Parts of regular expressions over whole names. */
const ROWS: readonly (readonly [reader: string, ...names: readonly string[]])[] = [
  // ld.so(8), dyld(1), AIX' loader; iconv_open(3) and glibc's manual for what the C library loads by itself.
  ['loader', 'LD_.*', 'DYLD_.*', 'LIBPATH', 'SHLIB_PATH', 'GCONV_PATH', 'GLIBC_TUNABLES'],
  // Plug-ins that toolkits load into every program: GTK "Running GTK Applications", GIO "Running GIO applications", Qt "Deploying Plugins".
  ['toolkits', 'GTK_(?:MODULES|PATH)', 'GTK[23]_MODULES', 'GIO_(?:EXTRA_MODULES|MODULE_DIR)', 'QT_PLUGIN_PATH'],
  // OpenSSL: config(5ossl), openssl-env(7ossl): a configuration loads providers and engines.
  ['openssl', 'OPENSSL_(?:CONF|CONF_INCLUDE|MODULES|ENGINES)'],
  // execvp(3), bash(1), zsh(1), dash(1), cmd.exe, PowerShell "about_PSModulePath".
  ['shells', 'PATH', 'PATHEXT', 'COMSPEC', 'SHELL', 'ENV', 'BASH_.*', 'BASHOPTS', 'SHELLOPTS', 'PROMPT_COMMAND', 'PS4'],
  ['shells', 'IFS', 'ZDOTDIR', 'FPATH', 'PSMODULEPATH', 'SYSTEMROOT', 'WINDIR'],
  // Where all of them look for their settings: XDG Base Directory Specification; Windows' known folders.
  ['home', 'HOME', 'HOMEDRIVE', 'HOMEPATH', 'USERPROFILE', 'APPDATA', 'LOCALAPPDATA', 'XDG_.*'],
  // Node's CLI documentation, "Environment variables"; Electron's, of the same name; README of ts-node and of tsx.
  ['node', 'NODE_(?:OPTIONS|PATH|EXTRA_CA_CERTS|TLS_REJECT_UNAUTHORIZED|REPL_EXTERNAL_MODULE|COMPILE_CACHE)'],
  ['node', 'NODE_USE_(?:ENV_PROXY|SYSTEM_CA)', 'ELECTRON_RUN_AS_NODE', 'TS_NODE_.*', 'TSX_.*'],
  // Which interpreter a command's name stands for: README of nvm, Volta, fnm, n, nodenv, asdf, mise, pyenv, rbenv.
  ['versions', '(?:NVM|VOLTA|FNM|NODENV|ASDF|MISE|RTX|PYENV|RBENV|GOENV|JENV)_.*', 'N_PREFIX'],
  // Python's "Command line and environment", venv, conda's configuration.
  ['python', 'PYTHON.*', 'VIRTUAL_ENV', 'CONDA_.*'],
  // ruby(1), perlrun(1).
  ['ruby', 'RUBY(?:OPT|LIB|SHELL)', 'RUBYGEMS_GEMDEPS'],
  ['perl', 'PERL5(?:OPT|LIB|DB|SHELL)', 'PERLLIB', 'PERL_.*'],
  // java(1), "JDK_JAVA_OPTIONS"; JVM TI, "JAVA_TOOL_OPTIONS"; start scripts of Maven, Gradle, JBang.
  ['java', '(?:JAVA_TOOL|_JAVA|JDK_JAVA)_OPTIONS', 'JAVA_OPTS', 'JAVA_HOME', 'JDK_HOME', 'CLASSPATH'],
  ['java', '(?:MAVEN|GRADLE|JBANG|SBT)_.*', 'M2_HOME'],
  // .NET: "host startup hook", "Runtime configuration options for debugging and profiling"; NuGet's and MSBuild's own.
  ['dotnet', '(?:DOTNET|CORECLR|COR|COMPlus|NUGET)_.*', 'MSBUILD.*'],
  // PHP's manual, "The configuration file"; Composer's "Environment variables".
  ['php', 'PHPRC', 'PHP_INI_SCAN_DIR', 'COMPOSER_.*'],
  // lua(1); R's ?Startup; Julia's, Erlang's erl(1) and Elixir's "Environment variables".
  ['lua', 'LUA_(?:INIT|PATH|CPATH)(?:_5_\\d)?'],
  ['r', 'R_(?:PROFILE|ENVIRON|LIBS)(?:_USER|_SITE)?', 'R_HOME', 'R_DEFAULT_PACKAGES'],
  ['others', 'JULIA_.*', 'ERL_(?:A?|Z)FLAGS', 'ERL_LIBS', 'ELIXIR_ERL_OPTIONS', '(?:MIX|HEX)_.*'],
  // `go help environment`, Cargo's and rustup's "Environment variables".
  [
    'go',
    'GO(?:PROXY|FLAGS|SUMDB|NOSUMDB|NOSUMCHECK|INSECURE|PRIVATE|NOPROXY|TOOLCHAIN|ENV|PATH|ROOT|BIN|AUTH|VCS|WORK)',
  ],
  ['rust', '(?:CARGO|RUSTUP)_.*', 'RUSTFLAGS', 'RUSTC(?:_.*)?'],
  // Settings of package managers and of what runs containers: each has a variable for every setting.
  [
    'packages',
    '(?:npm_config|UV|PIP|PIPX|PIPENV|POETRY|PDM|HATCH|PNPM|YARN|BUN|DENO|COREPACK|GEM|BUNDLE|NIX|HOMEBREW)_.*',
  ],
  ['containers', '(?:DOCKER|PODMAN|BUILDAH)_.*', 'CONTAINER_(?:HOST|CONNECTION)', 'COMPOSE_(?:FILE|PROFILES)'],
  // git(1): hooks, ssh and editors by variable; ssh(1); environ(7) for programs that others start by these names.
  ['programs', 'GIT_.*', '(?:SSH|SUDO)_ASKPASS(?:_REQUIRE)?', 'EDITOR', 'VISUAL', 'PAGER', 'MANPAGER', 'BROWSER'],
  ['programs', 'LESSOPEN', 'LESSCLOSE'],
  // Whom it speaks to, and whom it believes: curl(1), OpenSSL, Requests, gRPC.
  [
    'network',
    '(?:HTTPS?|ALL|NO|FTP|WSS?|GLOBAL_AGENT_HTTPS?)_PROXY',
    'SSL_CERT_(?:FILE|DIR)',
    '(?:REQUESTS|CURL)_CA_BUNDLE',
  ],
  ['network', 'CURL_HOME', 'WGETRC', 'NETRC', 'GRPC_DEFAULT_SSL_ROOTS_FILE_PATH', 'RESOLV_HOST_CONF', 'HOSTALIASES'],
  // AWS SDKs and Tools Reference Guide, "Service-specific endpoints" and "credential_process"; Azure's, Google's, Kubernetes' exec plug-ins.
  [
    'cloud',
    'AWS_(?:ENDPOINT_URL.*|CONFIG_FILE|SHARED_CREDENTIALS_FILE|CA_BUNDLE)',
    'AZURE_CONFIG_DIR',
    'CLOUDSDK_CONFIG',
  ],
  ['cloud', 'KUBECONFIG', 'HELM_.*', 'TF_CLI_CONFIG_FILE'],
]

/** Case-blind, as npm and Windows are. */
const DECIDING = new RegExp(`^(?:${ROWS.flatMap(([, ...names]) => names).join('|')})$`, 'i')

export const isDeciding = (name: string): boolean => DECIDING.test(name)
