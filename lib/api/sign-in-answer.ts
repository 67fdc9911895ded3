import { z } from 'zod';
import type { Settings } from '../settings.ts';

/** How a page gets a token for this API. */
export const SignInAnswer = z.strictObject({
  mode: z
    .enum(['entra', 'local'])
    .describe('local: POST {authority}/token, which only the local host answers.'),
  authority: z.string().describe('Where tokens come from.'),
  clientId: z.string().nullable().describe('The page’s app registration; null in mode local.'),
  scope: z.string().nullable().describe('What a page asks for; null in mode local.'),
});
export type SignInAnswer = z.infer<typeof SignInAnswer>;

/**
 * How people sign in to a page of this API. Without a registration of its own the page is the API's, and the API is asked
 * for by the address that Entra offers for it.
 */
export function signInAnswer({ localAuthority, tokenAudience, signIn }: Settings): SignInAnswer {
  if (localAuthority !== null) {
    return { mode: 'local', authority: localAuthority, clientId: null, scope: null };
  }
  return {
    mode: 'entra',
    authority: signIn.authority,
    clientId: signIn.clientId ?? tokenAudience,
    scope: `api://${tokenAudience}/access_as_user`,
  };
}
