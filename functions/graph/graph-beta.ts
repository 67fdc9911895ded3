import { app } from '@azure/functions';

/** The same as under /v1.0, for clients that insist on /beta. */
app.http('graphBeta', {
  methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
  route: 'beta/{*path}',
  authLevel: 'anonymous',
  handler: async (request, context) => {
    // Needed by nothing else, so a cold start does not load it.
    const { answerGraph } = await import('../../lib/graph/answer-graph.ts');
    return answerGraph('beta', request, context);
  },
});
