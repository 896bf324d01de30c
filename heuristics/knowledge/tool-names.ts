/** What a tool does, as far as its name says it. Words from the tools of well-known servers; reviewed by hand. */

/** `run`: programs, code or statements. `send`: something leaves, to people or for money. */
export type ToolAct = 'read' | 'write' | 'delete' | 'send' | 'run'

const words = (text: string): readonly string[] => text.split(/\s+/).filter(Boolean)

/** Words that say what is done, wherever they stand; the first of them decides. */
const VERBS: ReadonlyMap<string, ToolAct> = new Map(
  Object.entries({
    read: words(`get list read search find fetch describe show view look lookup resolve check count explain inspect analyze
      analyse browse retrieve load peek status diff compare validate preview summarize summarise watch wait think help info
      tail head grep glob tree stat recall open select hover snapshot screenshot scrape crawl extract download export log logs`),
    write:
      words(`write edit create update set put insert modify move rename patch save add append apply replace copy fill click
      type press drag upsert store remember import commit configure enable disable assign label close reopen
      navigate checkout clear manage`),
    delete: words(
      'delete remove rm rmdir drop destroy purge wipe truncate erase revoke uninstall prune unlink trash reset',
    ),
    send: words(`send post publish reply forward share upload push pay transfer purchase buy charge refund tweet submit notify
      invite merge deploy release trade swap withdraw`),
    run: words(`run exec execute eval evaluate shell bash powershell spawn sudo invoke install ssh kill terminate reboot shutdown
      restart`),
  } satisfies Record<ToolAct, readonly string[]>).flatMap(([act, list]) =>
    list.map((word) => [word, act as ToolAct] as const),
  ),
)

/** Words that say it only where no verb does: `terminal`, and `list_terminals`. */
const NOUNS: ReadonlyMap<string, ToolAct> = new Map(
  words('terminal command commands cmd script process sql').map((word) => [word, 'run' as const]),
)

/**
 * @returns `null` where the name does not say: `browser`, `query`, `context`
 */
export function actOf(tool: string): ToolAct | null {
  const parts = tool
    .slice(0, 200)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
  for (const table of [VERBS, NOUNS]) {
    for (const part of parts) {
      const act = table.get(part)
      if (act !== undefined) return act
    }
  }
  return null
}

/** `*`, and what other clients write for it. */
export const isEveryTool = (tool: string): boolean => /^(\*|mcp__[^_*]+(_[^_*]+)*(__\*)?|mcp__\*)$/.test(tool.trim())

/** `browser_*`: every tool whose name begins so. */
export const isPattern = (tool: string): boolean => tool.includes('*')
