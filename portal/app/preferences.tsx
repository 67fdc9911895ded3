import type { ReactNode } from 'react';
import {
  createContext,
  useCallback,
  useContext,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react';

export const languages = ['en', 'nl'] as const;
export type Language = (typeof languages)[number];
type Theme = 'light' | 'dark';

export interface Preferences {
  readonly language: Language;
  readonly theme: Theme;
  readonly setLanguage: (language: Language) => void;
  readonly setTheme: (theme: Theme) => void;
}

const names = { language: 'unseat.language', theme: 'unseat.theme' };

const PreferencesContext = createContext<Preferences | null>(null);

/** What somebody has chosen in this browser, and otherwise what the browser prefers. */
export function usePreferences(): Preferences {
  const preferences = useContext(PreferencesContext);
  if (preferences === null) throw new Error('There are no preferences around this.');
  return preferences;
}

export function PreferencesProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [language, setLanguage] = useChoice<Language>(names.language, languages);
  const [theme, setTheme] = useChoice<Theme>(names.theme, ['light', 'dark']);
  const prefersDark = usePrefersDark();
  const preferences = useMemo(
    () => ({
      language: language ?? preferredLanguage(navigator.languages),
      theme: theme ?? (prefersDark ? 'dark' : 'light'),
      setLanguage,
      setTheme,
    }),
    [language, theme, prefersDark, setLanguage, setTheme],
  );
  return <PreferencesContext value={preferences}>{children}</PreferencesContext>;
}

/** The first language of the browser that the pages have. */
function preferredLanguage(preferred: readonly string[]): Language {
  const wanted = preferred.map((tag) => tag.slice(0, 2).toLowerCase());
  return wanted.flatMap((tag) => languages.filter((known) => known === tag))[0] ?? 'en';
}

function useChoice<Value extends string>(
  name: string,
  known: readonly Value[],
): [Value | null, (value: Value) => void] {
  const [chosen, setChosen] = useState<Value | null>(() => {
    const kept = localStorage.getItem(name);
    return known.find((value) => value === kept) ?? null;
  });
  const choose = useCallback(
    (value: Value) => {
      localStorage.setItem(name, value);
      setChosen(value);
    },
    [name],
  );
  return [chosen, choose];
}

const dark = matchMedia('(prefers-color-scheme: dark)');

function usePrefersDark(): boolean {
  return useSyncExternalStore(
    (onChange) => {
      dark.addEventListener('change', onChange);
      return () => dark.removeEventListener('change', onChange);
    },
    () => dark.matches,
  );
}
