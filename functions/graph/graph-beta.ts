import { app } from '@azure/functions';

/** The same as under /v1.0, for clients that insist on /beta. */
app.http('graphBeta', {
  // The host makes no HEAD of a GET, and answers what is left out with nothing at all.
  methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
  route: 'beta/{*path}',
  authLevel: 'anonymous',
  handler: async (request, context) => {
    // Needed by nothing else, so a cold start does not load it.
    const { answerGraph } = await import('../../lib/graph/answer-graph.ts');
    return answerGraph('beta', request, context);
  },
});
