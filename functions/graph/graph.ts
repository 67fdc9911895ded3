import { app } from '@azure/functions';

/**
 * What Microsoft Graph offers for licenses, so that its SDKs and PowerShell work against this API. One function, since the
 * host has no order of precedence among routes: `users/$count` is also a `users/{id}`. lib/graph/routes.ts lists them.
 */
app.http('graph', {
  // The host makes no HEAD of a GET, and answers what is left out with nothing at all.
  methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
  route: 'v1.0/{*path}',
  authLevel: 'anonymous',
  handler: async (request, context) => {
    // Needed by nothing else, so a cold start does not load it.
    const { answerGraph } = await import('../../lib/graph/answer-graph.ts');
    return answerGraph('v1.0', request, context);
  },
});
