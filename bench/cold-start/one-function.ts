import { app } from '@azure/functions';

/** The least an app can be. */
app.http('nothing', {
  methods: ['GET'],
  route: 'nothing',
  authLevel: 'anonymous',
  handler: () => ({ body: '' }),
});
