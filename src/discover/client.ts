/**
 * What a client is to discovery: a flat constant that says where its files are, where servers stand in them, and how
 * one is disabled. `clients/_template.ts` is the one to copy. Types only.
 */
import type { Scope } from '../model.js'
import type { Format } from './document.js'
import type { Dialect } from './grants.js'

/**
 * A path with `/` between its segments, on every platform.
 *
 * It starts with one of
 * - `~/` the user's home;
 * - `{appData}/` where desktop applications keep their settings: `$XDG_CONFIG_HOME` or `~/.config` on Linux,
 *   `~/Library/Application Support` on macOS, `%APPDATA%` on Windows;
 * - `{localAppData}/` `%LOCALAPPDATA%` on Windows; the template stands for nothing elsewhere;
 * - `{programData}/` `%ProgramData%` on Windows; the template stands for nothing elsewhere;
 * - `{xdgConfig}/` `$XDG_CONFIG_HOME` or `~/.config`, on every platform;
 * - `{VARIABLE|…}/` the folder that an environment variable names, else what follows the bar: `{CLAUDE_CONFIG_DIR|~}`,
 *   `{COPILOT_HOME|~/.copilot}`. The fallback starts with `~`; it may be one of the braces above, or another variable:
 *   `{CLINE_DATA_DIR|{CLINE_DIR|~/.cline}/data}`;
 * - `./` the project: the scanned folder and its ancestors up to the repository's root, and, where a monorepo is walked,
 *   the folders below it;
 * - `/` or a drive letter: absolute, for files of the machine.
 *
 * `{=VARIABLE}` alone is the *file* that a variable names; it stands for nothing where the variable is unset or relative.
 *
 * A segment `*` stands for every name in that folder, and may stand within a name: `*.yaml`. A segment `**` stands for any
 * number of folders, none included, and is bounded (`MAX_TEMPLATE_DEPTH` and `MAX_TEMPLATE_FOLDERS` in `places.ts`; links
 * to folders are not followed).
 */
export type PathTemplate = string

/** Keys from the root of the file to the map of servers. `*` stands for every key: its entries belong to that project. */
export type KeyPath = readonly string[]

/**
 * How servers stand at the keys, where it is no plain map (or list) of entries.
 * - `plugin-manifest` Claude Code's plugin.json: `mcpServers` is a map, the path of a file that holds one, or a list of these
 *   (relative to the plugin's folder, and inside it);
 * - `references` frontmatter of a subagent: in a list, a name alone refers to a server that stands elsewhere and is skipped,
 *   and `{name: entry}` is an entry; in a map, values that are no entries are skipped;
 * - `workspace` VS Code's workspace file: servers of its own, and folders that are opened with it, whose files are read;
 * - `goose` extensions of which only `type: stdio | streamable_http | sse` are MCP servers of their own;
 * - `docker-catalog` Docker's `registry.yaml` names the servers that are enabled, and `catalogs/docker-mcp.yaml` beside it says
 *   what they are; `servers` leads to the map in `registry.yaml`;
 * - `bundle` the manifest.json of an MCPB (once DXT) bundle: one server;
 * - `registry-server` the server.json of the MCP registry: an entry for each package and each remote.
 */
export type Shape =
  | 'workspace'
  | 'plugin-manifest'
  | 'references'
  | 'goose'
  | 'docker-catalog'
  | 'bundle'
  | 'registry-server'

/** One template, or one per platform; a platform that is left out has no such file. */
export type Templates = PathTemplate | Readonly<Partial<Record<'linux' | 'darwin' | 'win32', PathTemplate>>>

export interface ServerFile {
  readonly scope: Scope
  readonly path: Templates
  /** All of these are read. `[]` is the document itself: a flat map, or a single entry that is named by its file. */
  readonly servers: readonly KeyPath[]
  /** The file holds more than servers (an editor's settings), so a map under another client's key means nothing in it. */
  readonly shared?: true
  /** Where this file exists, the client starts nothing from its other files. */
  readonly exclusive?: true
  /** By the file's extension when absent: `.toml`, `.yaml` and `.yml`, `.md` (frontmatter), and JSON with comments for all else. */
  readonly format?: Format
  readonly shape?: Shape
}

/** A list of server names, elsewhere, that disables servers, or that alone allows them. */
export interface DisabledList {
  readonly path: Templates
  /**
   * `*` matches the project that the server belongs to. Items are names, or one of Claude Code's rules: `{serverName}`,
   * `{serverUrl}` (with `*` for any run of characters) and `{serverCommand}` (the exact argv). A map stands for the list of
   * its keys.
   */
  readonly names: KeyPath
  /** Servers of these scopes. */
  readonly scopes: readonly Scope[]
}

/** A setting that approves the servers of a project, so that the user is not asked. */
export interface Approval {
  readonly path: Templates
  /** Leads to `true`, which approves all of them, or to a list of names. `*` matches the project that the server belongs to. */
  readonly keys: KeyPath
  /** Servers of these scopes. */
  readonly scopes: readonly Scope[]
}

/** Which copies of plugins are in use: others that lie in the cache are not started. */
export interface InstalledPlugins {
  /** A file that names the folder of each plugin that is installed: Claude Code's `installed_plugins.json`. */
  readonly record: PathTemplate
  /** Settings that switch plugins on and off by name, the one that decides in front. */
  readonly switches: readonly Templates[]
  /** What stands in the path of every cached copy, with `/`. */
  readonly cache: string
}

export interface Client {
  /** Stands in reports: lower case, words joined by `-`. */
  readonly id: string
  readonly title: string
  readonly files: readonly ServerFile[]
  /** On top of `disabled: true`, `enabled: false` and `isActive: false` in the entry itself, which are read everywhere. */
  readonly disabledLists?: readonly DisabledList[]
  /** Where one of these lists exists, servers of its scopes that it does not name are disabled (Gemini CLI's `mcp.allowed`). */
  readonly allowedLists?: readonly DisabledList[]
  readonly approvals?: readonly Approval[]
  /** Settings by which tools run without a question, beside what an entry itself says: see `tool-approvals.ts`. */
  readonly toolApprovals?: readonly Approval[]
  readonly installed?: InstalledPlugins
  /** A file of projects that it reads in every folder above, whatever the bounds of the repository are. */
  readonly above?: string
  /**
   * It starts the servers of a project as soon as the project is opened, without a question of its own about them. Only where its
   * documentation or source says so.
   */
  readonly startsOnOpen?: true
  /** It takes an entry with a URL and without a `type` for one that is started. */
  readonly needsType?: true
  /** How it takes values of an entry for commands, where it does. */
  readonly dialect?: Dialect
  /** Address of the documentation or source that the facts come from. */
  readonly docs: string
}
