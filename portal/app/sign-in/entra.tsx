import {
  createStandardPublicClientApplication,
  InteractionRequiredAuthError,
} from '@azure/msal-browser';
import { broadcastResponseToMainFrame } from '@azure/msal-browser/redirect-bridge';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { SignInAnswer } from '../../api/calls.ts';
import { Problem } from '../../parts/problem.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import type { Session, SignInProps } from './session.ts';

/** Where Entra sends people back to. */
const back = '/signed-in';

/** Sign-in at Entra: the code flow with PKCE, in this window. */
export default function EntraSignIn({ answer, children }: SignInProps): ReactNode {
  const { data, error, refetch } = useQuery({
    queryKey: ['entra', answer],
    queryFn: () => (location.pathname === back ? passOn() : signIn(answer)),
    staleTime: Infinity,
    retry: false,
  });
  if (error !== null) return <Problem error={error} onRetry={() => void refetch()} />;
  if (data === undefined || data === null) return <Waiting />;
  return children(data);
}

/** This is the page Entra sends people back to: the page they came from takes its answer. */
async function passOn(): Promise<null> {
  await broadcastResponseToMainFrame();
  return null;
}

/** Null while the browser goes to Entra. */
async function signIn({ clientId, authority, scope }: SignInAnswer): Promise<Session | null> {
  const client = await createStandardPublicClientApplication({
    auth: {
      clientId: clientId ?? '',
      authority,
      redirectUri: `${location.origin}${back}`,
      postLogoutRedirectUri: location.origin,
    },
    cache: { cacheLocation: 'sessionStorage' },
  });
  const returned = await client.handleRedirectPromise();
  const account = returned?.account ?? client.getAllAccounts()[0];
  const scopes = scope === null ? [] : [scope];
  if (account === undefined) {
    await client.loginRedirect({ scopes });
    return null;
  }
  client.setActiveAccount(account);
  return {
    token: async (wish) => {
      try {
        const anew = wish?.anew === true;
        const { accessToken } = await client.acquireTokenSilent({
          scopes,
          account,
          forceRefresh: anew,
        });
        return accessToken;
      } catch (error) {
        if (!(error instanceof InteractionRequiredAuthError)) throw error;
        await client.acquireTokenRedirect({ scopes, account });
        throw error;
      }
    },
    signOut: () => void client.logoutRedirect({ account }),
  };
}
