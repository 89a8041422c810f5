export type ThemeName = 'default' | 'dark' | 'contrast';

/** What stands around the tab: Teams, or the sandbox's page in its place. */
export interface Host {
  readonly locale: string;
  readonly theme: ThemeName;
  /** Calls back when the theme changes; answers how to stop that. */
  onTheme(changed: (theme: ThemeName) => void): () => void;
  /** A token for the API, of the person who looks at the tab. */
  token(): Promise<string>;
  openLink(url: string): void;
  /** The tab is drawn: the host takes its own loading sign away. */
  ready(): void;
}

/** Any name of a theme, in one of the three we draw. */
export function themeName(name: string | undefined): ThemeName {
  if (name === 'contrast') return 'contrast';
  return name === 'dark' || name === 'glass' ? 'dark' : 'default';
}
