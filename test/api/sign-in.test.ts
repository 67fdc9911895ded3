import { expect, it } from 'vitest';
import { getSignInRoute } from '../../functions/api/get-sign-in.ts';
import { signInAnswer } from '../../lib/api/sign-in-answer.ts';
import { readSettings } from '../../lib/settings.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { ask } from '../in-memory/ask.ts';
import { audience } from '../in-memory/tokens.ts';

const portal = '3cbb2b71-58a9-4d6e-8c0b-4f25f0f9c2a1';
const settings = {
  AzureWebJobsStorage: 'UseDevelopmentStorage=true',
  TOKEN_AUDIENCE: audience,
  SWEEP_SCHEDULE: '0 */15 * * * *',
};

it('tells anybody where a page gets a token of Entra, and for what', async () => {
  expect(await ask(new MemoryWorld(), getSignInRoute, { as: null })).toMatchObject({
    status: 200,
    body: {
      mode: 'entra',
      authority: 'https://login.microsoftonline.com/organizations',
      clientId: audience,
      scope: `api://${audience}/access_as_user`,
    },
  });
});

it('names the registration of the pages and the authority of their cloud where they are set', () => {
  const authority = 'https://login.partner.microsoftonline.cn/organizations';
  const own = { SIGN_IN_CLIENT_ID: portal, SIGN_IN_AUTHORITY: authority };
  const answer = signInAnswer(readSettings({ ...settings, ...own }));
  expect(answer).toMatchObject({ mode: 'entra', authority, clientId: portal });
});

it('leads to the local authority, which has no registrations, where there is one', () => {
  const LOCAL_AUTHORITY = 'http://localhost:7071/dev';
  expect(signInAnswer(readSettings({ ...settings, LOCAL_AUTHORITY }))).toEqual({
    mode: 'local',
    authority: LOCAL_AUTHORITY,
    clientId: null,
    scope: null,
  });
});
