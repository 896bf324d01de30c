/** Runners of packages that touchstone does not audit: named with what they start, and why that is all. Pure. */
import type { Arg } from './arg.js'
import { listed, optionValue, walkOptions } from './options.js'
import { redactCommand, redactSpec } from './redact.js'
import {
  LOCAL_FILE,
  LOCAL_PROGRAM,
  localLaunch,
  otherUse,
  PROJECT_PROGRAM,
  type Resolution,
  type Runner,
  unknownLaunch,
} from './resolution.js'

const shownOf = (arg: Arg | undefined): string | null => (arg ? redactSpec(redactCommand(arg.text)) : null)

/** `go run module/path@version`, or a folder or file of the machine. */
export const readGo: Runner = (words) => {
  const globals = walkOptions(words, listed('-C'))
  if (globals.rest[0]?.text !== 'run') return localLaunch('go', null, LOCAL_PROGRAM)
  const values =
    '-C -exec -mod -modfile -o -p -tags -ldflags -gcflags -asmflags -gccgoflags -overlay -pgo -pkgdir -toolexec -compiler -buildmode -covermode -coverpkg -installsuffix'
  const [target] = walkOptions(globals.rest.slice(1), listed(values)).rest
  if (!target) return unknownLaunch('go run', 'it names nothing to start')
  if (/^\.{0,2}[\\/]|^\.{1,2}$|\.go$/.test(target.text)) return localLaunch('go run', shownOf(target), LOCAL_FILE)
  return unknownLaunch('go run', 'Go modules are not audited', shownOf(target))
}

const NUGET_VALUES = listed(
  '--version --source --add-source --configfile --framework -f --arch -a --verbosity -v --interactive',
)

/** `dnx package[@version]`, and `dotnet tool exec`. Options may follow the package. */
export const readDnx: Runner = (words) => nuget('dnx', words)

export const readDotnet: Runner = (words) => {
  const { rest } = walkOptions(words, listed('--roll-forward --fx-version --additionalprobingpath --additional-deps'))
  const [command, next, ...after] = rest
  if (command?.text === 'tool' && (next?.text === 'exec' || next?.text === 'execute'))
    return nuget('dotnet tool exec', after)
  if (command?.text === 'dnx') return nuget('dnx', rest.slice(1))
  if (command?.text === 'tool' && next?.text === 'run')
    return localLaunch('dotnet tool run', shownOf(after[0]), PROJECT_PROGRAM)
  if (command?.text === 'run') {
    const { options } = walkOptions(
      rest.slice(1),
      listed('--project -p --file -c --configuration -f --framework --launch-profile -r --runtime'),
    )
    const project = optionValue(options, '--project', '-p', '--file')
    return localLaunch(
      'dotnet run',
      project ? shownOf(project) : null,
      'it builds and starts a project of this machine',
    )
  }
  if (command && /\.(dll|exe)$/i.test(command.text)) return localLaunch('dotnet', shownOf(command), LOCAL_FILE)
  return localLaunch('dotnet', null, LOCAL_PROGRAM)
}

function nuget(runner: string, words: readonly Arg[]): Resolution {
  const { options, rest } = walkOptions(words, NUGET_VALUES)
  const [name, ...after] = rest
  if (!name) return unknownLaunch(runner, 'it names no package')
  const later = walkOptions(after, NUGET_VALUES).options
  const version = optionValue([...options, ...later], '--version')
  const written = version && !name.text.includes('@') ? `${name.text}@${version.text}` : name.text
  return unknownLaunch(runner, 'NuGet packages are not audited', redactSpec(written))
}

export const readCargo: Runner = (words) => {
  const { options } = walkOptions(
    words.slice(1),
    listed('--manifest-path --bin -p --package --example --features -F --target --profile --target-dir'),
  )
  if (words[0]?.text !== 'run') return otherUse('cargo')
  const project = optionValue(options, '--manifest-path', '--bin', '-p', '--package')
  return localLaunch('cargo run', project ? shownOf(project) : null, 'it builds and starts a project of this machine')
}

/** `java -jar F`, `java -cp P Main`. */
export const readJava: Runner = (words) => {
  const { options, rest } = walkOptions(
    words,
    listed(
      '-jar -cp -classpath --class-path --module-path -p --add-modules -m --module --add-opens --add-exports --add-reads',
    ),
  )
  const jar = optionValue(options, '-jar', '-m', '--module') ?? rest[0]
  return localLaunch('java', shownOf(jar ?? undefined), LOCAL_FILE)
}

/** `jbang group:artifact:version`, `jbang alias@catalogue`, a URL or a file. */
export const readJbang: Runner = (words) => {
  const { rest } = walkOptions(
    words,
    listed(
      '-j --java -m --main -c --code --deps --repos --cp --class-path -D -R --runtime-option -C --compile-option -s --source --javaagent --catalog --config',
    ),
  )
  const [target] = rest[0]?.text === 'run' ? walkOptions(rest.slice(1), listed('--java --deps --repos')).rest : rest
  if (!target) return unknownLaunch('jbang', 'it names nothing to start')
  const local =
    /^[.~]?[\\/]/.test(target.text) || (/\.(java|jsh|kt|groovy|jar)$/.test(target.text) && !/:/.test(target.text))
  return local
    ? localLaunch('jbang', shownOf(target), LOCAL_FILE)
    : unknownLaunch('jbang', 'packages of Maven are not audited', shownOf(target))
}

/** `gem exec name`. */
export const readGem: Runner = (words) => {
  if (words[0]?.text !== 'exec') return otherUse('gem')
  const { options, rest } = walkOptions(words.slice(1), listed('-g --gem -v --version'))
  const gem = optionValue(options, '-g', '--gem') ?? rest[0]
  return gem
    ? unknownLaunch('gem exec', 'gems of Ruby are not audited', shownOf(gem))
    : unknownLaunch('gem exec', 'it names no package')
}

/** `nix run ref`; with `shell`, `develop` and `nix-shell` it is a wrapper. */
export const readNix: Runner = (words) => {
  const { rest } = walkOptions(words, NIX_VALUES, NIX_SEVERAL)
  if (rest[0]?.text !== 'run') return otherUse('nix')
  const [target] = walkOptions(rest.slice(1), NIX_VALUES, NIX_SEVERAL).rest
  if (!target) return localLaunch('nix run', null, 'it builds and starts the project in its folder')
  return unknownLaunch('nix run', 'Nix packages are not audited', shownOf(target))
}

export const NIX_VALUES = listed(`
  --extra-experimental-features --experimental-features -f --file -I --include --inputs-from --log-format --profile
  --system --eval-store --reference-lock-file --output-lock-file --update-input -k --keep-env-var -u --unset-env-var
  --expr -A --attr --max-jobs -j --cores --store --redirect -p --packages
`)
/** Options of Nix that take two words. */
export const NIX_SEVERAL: ReadonlyMap<string, number> = new Map(
  ['--option', '--override-input', '--override-flake', '--arg', '--argstr', '-s', '--set-env-var'].map((name) => [
    name,
    2,
  ]),
)

export const readFlatpak: Runner = (words) => {
  const { rest } = walkOptions(words, listed('--installation'))
  if (rest[0]?.text !== 'run') return localLaunch('flatpak', null, LOCAL_PROGRAM)
  const [app] = walkOptions(
    rest.slice(1),
    listed('--command --branch --arch --cwd --runtime --runtime-version --filesystem --env'),
  ).rest
  return app
    ? localLaunch('flatpak run', shownOf(app), 'Flatpak apps are not audited')
    : unknownLaunch('flatpak run', 'it names no app')
}
