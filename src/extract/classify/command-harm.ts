/** Commands that take from the machine what guards it or what it keeps: by what is stopped or destroyed, whatever stops it. */

/** Services and processes of products that watch a machine, and of the system's own guards. */
const GUARDS =
  /\b(?:cs)?falcon(?:-sensor|service|d)?\b|crowdstrike|\bcs(?:agent|falcon\w*)\b|sentinel(?:one|agent|d|ctl)\b|ms(?:mpeng|sense|ascuil?)\b|windefend|wdnissvc|securityhealth\w*|\bdefender\b|mcafee|\bmfe\w{2,12}\b|symantec|\bccsvchst\b|norton(?:security)?\b|sophos|savservice|kaspersky|\bavp(?:ui)?\b|avast(?:svc|ui)?\b|avgsvc|bitdefender|bdservicehost|\bvsserv\b|\beset\b|\bekrn\b|\begui\b|malwarebytes|\bmbam\w*|carbon ?black|\bcb(?:defense|agent|daemon)\b|cylance\w*|\bclam(?:d|av)[\w.-]*|osqueryd?\b|\bauditd\b|fail2ban|apparmor|firewalld|\bmpssvc\b|little ?snitch|\blulu\b|\bsantad?\b|\bxprotect\w*|\btanium\w*|wazuh\w*|elastic-(?:agent|endpoint)|cortex ?xdr|\btraps(?:d|_?agent)\b|ds_agent|sysmon(?:64)?\b|\bsysdig\b|\bfalco\b/i
const STOPS = /^(?:taskkill|pkill|killall|stop-process|stop-service|kill)$/
/** Programs of services, and the words by which one stops, or never starts again. */
const SERVICES = /^(?:systemctl|service|launchctl|sc|net|net1|rc-service|initctl|chkconfig|update-rc\.d|set-service)$/
const STOP_WORDS =
  /\b(?:stop|disable|mask|kill|unload|bootout|remove|delete|off)\b|start=\s?disabled|-startuptype\s+disabled/i
const UNINSTALLS = /^(?:apt|apt-get|yum|dnf|brew|rpm|dpkg|pacman|msiexec|wmic)$/

/** Guards that are switched off by a program of their own. */
const SWITCHED_OFF: readonly (readonly [program: RegExp, args: RegExp, what: string])[] = [
  [/^netsh$/, /advfirewall.*state off|firewall set opmode.*disable/i, 'the firewall'],
  [/^ufw$/, /\bdisable\b/, 'the firewall'],
  [/^(?:iptables|ip6tables|nft)$/, /(?:^|\s)(?:-F|--flush|flush ruleset)/, 'the firewall'],
  [/^(?:pfctl)$/, /^-\w*d/, 'the firewall'],
  [/^setenforce$/, /^(?:0|permissive)$/i, 'SELinux'],
  [/^(?:aa-teardown|aa-disable)$/, /^/, 'AppArmor'],
  [/^spctl$/, /master-disable|global-disable/, 'Gatekeeper'],
  [/^csrutil$/, /disable/, 'the integrity protection'],
  [/^set-mppreference$/, /-disable\w+\s+(?:\$?true|1)/i, 'Defender'],
  [/^add-mppreference$/, /-exclusion/i, 'Defender, in part'],
  [/^auditctl$/, /-e\s?0|^-D/, 'the audit'],
  [/^xattr$/, /com\.apple\.quarantine/, 'the quarantine of a file'],
  [/^set-executionpolicy$/, /unrestricted|bypass/i, 'the policy of scripts'],
]
const DESTROYS: readonly (readonly [program: RegExp, args: RegExp, what: string])[] = [
  [/^vssadmin$/, /(?:delete|resize) shadow/i, 'shadow copies'],
  [/^wmic$/, /shadowcopy.*delete/i, 'shadow copies'],
  [/^wbadmin$/, /delete/i, 'backups'],
  [/^tmutil$/, /delete|disable/i, 'backups'],
  [/^bcdedit$/, /recoveryenabled no|ignoreallfailures/i, 'the recovery'],
  [/^wevtutil$/, /^(?:cl|clear-log)\b/i, 'the log of events'],
  [/^(?:clear-eventlog|remove-eventlog)$/, /^/, 'the log of events'],
  [/^history$/, /^-\w*c/, 'the history of the shell'],
  [/^mkfs(?:\.\w+)?$/, /\/dev\//, 'a disk'],
  [/^dd$/, /\bof=\/dev\/(?:[sv]d|nvme|disk|mmcblk)/, 'a disk'],
  [/^(?:wipefs|blkdiscard|sgdisk)$/, /\/dev\//, 'a disk'],
  [/^diskutil$/, /erase|zerodisk|secureErase/i, 'a disk'],
  [/^format$/, /^[a-z]:/i, 'a disk'],
  [/^cipher$/, /^\/w:/i, 'what was deleted'],
]

const MOST_ARGS = 40

/**
 * @param name base name of the program, in lower case
 * @returns `stops MsMpEng`, `destroys shadow copies`; `null` for ordinary commands
 */
export function harmOf(name: string, args: readonly string[]): string | null {
  const text = args.slice(0, MOST_ARGS).join(' ').slice(0, 2_000)
  const stops =
    STOPS.test(name) || (SERVICES.test(name) && STOP_WORDS.test(text)) || (UNINSTALLS.test(name) && removes(text))
  const guard = stops ? GUARDS.exec(text) : null
  if (guard !== null) return `stops ${guard[0]}`
  for (const [program, pattern, what] of SWITCHED_OFF)
    if (program.test(name) && pattern.test(text)) return `switches off ${what}`
  for (const [program, pattern, what] of DESTROYS)
    if (program.test(name) && pattern.test(text)) return `destroys ${what}`
  return null
}

const removes = (text: string): boolean => /\b(?:remove|purge|uninstall|erase)\b|\s-[er]\b|\/x\b/i.test(` ${text}`)
