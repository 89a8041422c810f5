/** What stands around the tab: Teams, or the sandbox's page in its place. */
export interface Host {
  readonly locale: string;
  /** As it calls its theme; `themeName` tells which of ours that is. */
  readonly theme: string;
  /** Calls back when the theme changes; answers how to stop that. */
  onTheme(changed: (theme: string) => void): () => void;
  /** The page that a deep link leads to, below `/tab`, as `/my/profile`; null for the first one. */
  readonly subPage: string | null;
  /** Beside a meeting, in its side panel, rather than on a page of its own. */
  readonly isSidePanel: boolean;
  /** Of the meeting around the tab, as its join link holds it; null outside of meetings. */
  readonly meetingChatId: string | null;
  /** A token for the API, of the person who looks at the tab. Asked again, it may let them sign in again. */
  token(): Promise<string>;
  openLink(url: string): void;
  /** The tab is drawn: the host takes its own loading sign away. */
  ready(): void;
  /** The tab cannot be drawn: the host says so in its own way. */
  failed(): void;
}

/** A page that somebody may be led to: below `/tab` and nowhere else. */
export function subPageOf(value: string | undefined): string | null {
  const path = `/${(value ?? '').replace(/^\/+/, '')}`;
  return /^\/(my|lead|meeting)(\/[\w-]+)*(\?[\w=&%.+-]*)?$/.test(path) ? path : null;
}

/** The themes that we draw. */
export type ThemeName = 'default' | 'dark' | 'contrast';

/** Any name of a theme, in one of the three we draw. */
export function themeName(name: string): ThemeName {
  if (name === 'contrast') return 'contrast';
  return name === 'dark' || name === 'glass' ? 'dark' : 'default';
}
