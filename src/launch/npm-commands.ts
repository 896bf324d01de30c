/** npm's commands as they may be written: npm takes aliases, and any beginning that only one of them has. Pure. */

/** Source: npm 11's `lib/utils/cmd-list.js`. */
const COMMANDS = `
  access adduser approve-scripts audit bugs cache ci completion config dedupe deny-scripts deprecate diff dist-tag docs doctor
  edit exec explain explore find-dupes fund get help help-search init install install-ci-test install-scripts install-test
  link ll login logout ls org outdated owner pack ping pkg prefix profile prune publish query rebuild repo restart root run
  sbom search set shrinkwrap stage star stars start stop team test token trust undeprecate uninstall unpublish unstar update
  version view whoami
`
  .trim()
  .split(/\s+/)

const ALIASES: ReadonlyMap<string, string> = new Map(
  `author=owner home=docs issues=bugs info=view show=view find=search add=install unlink=uninstall remove=uninstall
  rm=uninstall r=uninstall un=uninstall rb=rebuild list=ls ln=link create=init i=install it=install-test
  cit=install-ci-test u=update up=update c=config s=search se=search tst=test t=test ddp=dedupe v=view run-script=run
  clean-install=ci clean-install-test=install-ci-test x=exec why=explain la=ll verison=version ic=ci innit=init in=install
  ins=install inst=install insta=install instal=install isnt=install isnta=install isntal=install isntall=install
  install-clean=ci isntall-clean=ci hlep=help dist-tags=dist-tag upgrade=update udpate=update rum=run sit=install-ci-test
  urn=run ogr=org add-user=adduser`
    .split(/\s+/)
    .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)] as const),
)
const NAMES = [...COMMANDS, ...ALIASES.keys()]

/** The command that a word stands for; `null` where npm knows none: `runScript`, `exe`, `x`. */
export function npmCommand(written: string): string | null {
  const name = written.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  if (COMMANDS.includes(name)) return name
  const begun = ALIASES.has(name) || name === '' ? [name] : NAMES.filter((one) => one.startsWith(name))
  const [only = ''] = begun.length === 1 ? begun : []
  return ALIASES.get(only) ?? (only === '' ? null : only)
}
