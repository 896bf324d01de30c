/**
 * What a client is to discovery: a flat constant that says where its files are, where servers stand in them, and how
 * one is disabled. `clients/_template.ts` is the one to copy. Types only.
 */
import type { Scope } from '../model.js'

/**
 * A path with `/` between its segments, on every platform.
 *
 * It starts with one of
 * - `~/` the user's home;
 * - `{appData}/` where desktop applications keep their settings: `$XDG_CONFIG_HOME` or `~/.config` on Linux,
 *   `~/Library/Application Support` on macOS, `%APPDATA%` on Windows;
 * - `{xdgConfig}/` `$XDG_CONFIG_HOME` or `~/.config`, on every platform;
 * - `{VARIABLE|…}/` the folder that an environment variable names, else what follows the bar: `{CLAUDE_CONFIG_DIR|~}`;
 * - `./` the project: the scanned folder and its ancestors up to the repository's root;
 * - `/` or a drive letter: absolute, for files of the machine.
 *
 * A segment `*` stands for every name in that folder.
 */
export type PathTemplate = string

/** Keys from the root of the file to the map of servers. `*` stands for every key: its entries belong to that project. */
export type KeyPath = readonly string[]

export interface ServerFile {
  readonly scope: Scope
  /** One template, or one per platform; a platform that is left out has no such file. */
  readonly path: PathTemplate | Readonly<Partial<Record<'linux' | 'darwin' | 'win32', PathTemplate>>>
  /** All of these are read. */
  readonly servers: readonly KeyPath[]
  /** The file holds more than servers (an editor's settings), so a map under another client's key means nothing in it. */
  readonly shared?: true
  /** Where this file exists, the client starts nothing from its other files. */
  readonly exclusive?: true
}

/** A list of server names, elsewhere, that disables servers. */
export interface DisabledList {
  readonly path: PathTemplate
  /** `*` matches the project that the server belongs to. */
  readonly names: KeyPath
  /** Servers of these scopes. */
  readonly scopes: readonly Scope[]
}

export interface Client {
  /** Stands in reports: lower case, words joined by `-`. */
  readonly id: string
  readonly title: string
  readonly files: readonly ServerFile[]
  /** On top of `disabled: true`, `enabled: false` and `isActive: false` in the entry itself, which are read everywhere. */
  readonly disabledLists?: readonly DisabledList[]
}
