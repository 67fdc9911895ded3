import { app } from '@azure/functions';

app.http('echo', {
  methods: ['GET', 'POST', 'HEAD'],
  route: 'api/echo/{name}/{extra?}',
  handler: async (request) => ({
    jsonBody: {
      url: request.url,
      method: request.method,
      params: request.params,
      query: Object.fromEntries(request.query),
      custom: request.headers.get('x-custom'),
      text: await request.text(),
    },
  }),
});

// Sorts before "echo", so it wins where both fit.
app.http('aaa-special', {
  methods: ['GET'],
  route: 'api/echo/special',
  handler: () => ({ body: 'special' }),
});

app.http('files', {
  methods: ['GET'],
  route: 'files/{*rest}',
  handler: (request) => ({ jsonBody: request.params }),
});

app.http('size', {
  methods: ['POST'],
  route: 'api/size',
  handler: async (request) => ({ jsonBody: (await request.arrayBuffer()).byteLength }),
});

app.http('bytes', {
  methods: ['GET'],
  route: 'api/bytes',
  handler: () => ({
    status: 201,
    body: new Uint8Array([0, 255, 7]),
    headers: { 'content-type': 'application/octet-stream' },
    cookies: [{ name: 'a', value: 'b c', httpOnly: true, sameSite: 'Lax', maxAge: 60, path: '/' }],
  }),
});

app.http('nothing', { methods: ['POST'], route: 'api/nothing', handler: () => undefined });

app.http('fails', {
  methods: ['GET'],
  route: 'api/fails',
  handler: () => {
    throw new Error('nobody may read this');
  },
});

app.http('slow', {
  methods: ['GET'],
  route: 'api/slow',
  handler: async () => {
    await new Promise((resolve) => setTimeout(resolve, 400));
    return { body: 'done' };
  },
});
