import { app } from '@azure/functions';
import { noBody, none } from '../../lib/api/inputs.ts';
import { MeAnswer, meAnswer } from '../../lib/api/me-answer.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';
import { refuseOtherAuthority } from '../../lib/http/open-session.ts';

export const getMeRoute = route({
  name: 'getMe',
  method: 'GET',
  path: 'api/me',
  summary: 'Who calls, what they may and who may the rest, and the tenant they are in.',
  access: 'signedIn',
  needsTenant: false,
  params: none,
  query: none,
  body: noBody,
  answer: MeAnswer,
  handle: async ({ store, now }, { principal }) => {
    const tenant = (await store.tenant())?.value ?? null;
    if (tenant !== null) refuseOtherAuthority(principal, tenant);
    return { body: meAnswer(principal, tenant, now) };
  },
});

app.http(getMeRoute.name, serve(getMeRoute));
