import { app } from '@azure/functions';

// Named in upper case: names are sorted without regard to it.
app.http('ZZZ-late', {
  methods: ['GET'],
  route: 'order/{name}',
  handler: () => ({ body: 'late' }),
});

app.http('early', { methods: ['GET'], route: 'order/one', handler: () => ({ body: 'early' }) });

app.http('a-disabled', {
  methods: ['GET'],
  route: 'disabled/one',
  handler: () => ({ body: 'runs all the same' }),
});

app.http('behind-disabled', {
  methods: ['GET'],
  route: 'disabled/{name}',
  handler: () => ({ body: 'behind' }),
});

app.http('nameless', { methods: ['GET'], route: '', handler: () => ({ body: 'nameless' }) });

// Without methods: GET and POST only.
app.http('methodless', { route: 'methodless', handler: () => ({ body: 'ok' }) });

app.http('thing', {
  methods: ['GET', 'DELETE', 'OPTIONS'],
  route: 'things/{id}',
  handler: (request) => ({ jsonBody: { id: request.params['id'], method: request.method } }),
});

app.http('part-of-thing', {
  methods: ['GET', 'DELETE'],
  route: 'things/{id}/parts/{part}',
  handler: (request) => ({ jsonBody: request.params }),
});

app.http('named-file', {
  methods: ['GET'],
  route: 'named/{name}.{ext}',
  handler: (request) => ({ jsonBody: request.params }),
});

app.http('answers', {
  methods: ['GET', 'HEAD'],
  route: 'answers/{kind}',
  handler: (request) => answers[request.params['kind']],
});

const answers = {
  plain: { body: 'four' },
  counted: { body: 'four', headers: { 'content-length': '4' } },
  miscounted: { body: 'four', headers: { 'content-length': '9' } },
  empty: { status: 200 },
  accepted: { status: 202, headers: { location: '/jobs/1', 'retry-after': '5' } },
  unchanged: { status: 304, headers: { etag: '"1"' } },
  notAllowed: { status: 405, headers: { allow: 'GET, HEAD' } },
  noLength: { status: 411 },
  accented: { body: 'x', headers: { 'x-name': 'J\u00fcrgen' } },
  json: { jsonBody: { a: 1 } },
};
