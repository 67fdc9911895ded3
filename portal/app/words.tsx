import type { ReactNode } from 'react';
import { createContext, use, useContext, useEffect, useMemo } from 'react';
import type { Texts } from '../texts/en.ts';
import type { Formats } from './formats.ts';
import { createFormats } from './formats.ts';
import type { Language } from './preferences.tsx';
import { usePreferences } from './preferences.tsx';

const loaders: Readonly<Record<Language, () => Promise<Texts>>> = {
  en: async () => (await import('../texts/en.ts')).en,
  nl: async () => (await import('../texts/nl.ts')).nl,
};

const loading = new Map<Language, Promise<Texts>>();

function loadTexts(language: Language): Promise<Texts> {
  const texts = loading.get(language) ?? loaders[language]();
  loading.set(language, texts);
  return texts;
}

/** The texts of the language somebody reads, and how it writes numbers and dates. */
export interface Words extends Formats {
  readonly t: Texts;
  readonly language: Language;
}

const WordsContext = createContext<Words | null>(null);

export function useWords(): Words {
  const words = useContext(WordsContext);
  if (words === null) throw new Error('There are no words around this.');
  return words;
}

/** Suspends until the texts are there. */
export function WordsProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const { language } = usePreferences();
  const texts = use(loadTexts(language));
  const words = useMemo(
    () => ({ t: texts, language, ...createFormats(language) }),
    [texts, language],
  );
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return <WordsContext value={words}>{children}</WordsContext>;
}
