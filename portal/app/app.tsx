import { FluentProvider, webDarkTheme, webLightTheme } from '@fluentui/react-components';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Suspense } from 'react';
import { PreferencesProvider, usePreferences } from './preferences.tsx';
import { Shell } from './shell.tsx';
import { SignedIn } from './sign-in/signed-in.tsx';
import { WordsProvider } from './words.tsx';

const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: 30_000, refetchOnWindowFocus: false } },
});

/** The whole portal: what somebody prefers, in their language, signed in. */
export function App(): ReactNode {
  return (
    <QueryClientProvider client={queries}>
      <PreferencesProvider>
        <Themed>
          <Suspense>
            <WordsProvider>
              <SignedIn>
                <Shell />
              </SignedIn>
            </WordsProvider>
          </Suspense>
        </Themed>
      </PreferencesProvider>
    </QueryClientProvider>
  );
}

const full = { height: '100%' };

function Themed({ children }: { readonly children: ReactNode }): ReactNode {
  const { theme } = usePreferences();
  return (
    <FluentProvider theme={theme === 'dark' ? webDarkTheme : webLightTheme} style={full}>
      {children}
    </FluentProvider>
  );
}
