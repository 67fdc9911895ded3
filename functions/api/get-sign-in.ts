import { app } from '@azure/functions';
import { noBody, none } from '../../lib/api/inputs.ts';
import { route } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';
import { SignInAnswer, signInAnswer } from '../../lib/api/sign-in-answer.ts';

export const getSignInRoute = route({
  name: 'getSignIn',
  method: 'GET',
  path: 'api/sign-in',
  summary: 'How a page gets a token for this API.',
  access: 'open',
  params: none,
  query: none,
  body: noBody,
  answer: SignInAnswer,
  handle: (_session, { settings }) => Promise.resolve({ body: signInAnswer(settings) }),
});

app.http(getSignInRoute.name, serve(getSignInRoute));
