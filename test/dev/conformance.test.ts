import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StartedHost } from '../../dev/start-local-host.ts';
import { startFixture } from './fixture.ts';

let host: StartedHost;
beforeAll(async () => {
  host = await startFixture({ env: { 'AzureWebJobs.a-disabled.Disabled': 'true' } });
});
afterAll(() => host.stop());

interface Answer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** Sends a request line as it is, and what follows: clients mend paths before they send them. */
async function send(line: string, headers: readonly string[] = []): Promise<Answer> {
  const socket = connect(Number(new URL(host.url).port), '127.0.0.1');
  socket.write(
    [`${line} HTTP/1.1`, 'Host: x', 'Connection: close', ...headers, '', ''].join('\r\n'),
  );
  let text = '';
  for await (const chunk of socket.setEncoding('utf8')) text += String(chunk);
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [status = '', ...lines] = head.split('\r\n');
  return {
    status: Number(status.split(' ')[1]),
    headers: new Map(
      lines.map((one) => {
        const [name = '', value = ''] = one.split(/: (.*)/);
        return [name.toLowerCase(), value];
      }),
    ),
    body: unchunk(rest.join('\r\n\r\n'), head),
  };
}

function unchunk(text: string, head: string): string {
  if (!/transfer-encoding: chunked/i.test(head)) return text;
  return [...text.matchAll(/^[0-9a-f]+\r\n(.*)\r\n/gm)].map(([, part]) => part).join('');
}

describe('The status of the real host is that of the local one:', () => {
  it.each([
    // Routing
    ['GET /order/one', 200],
    ['GET /Order/ONE', 200],
    ['GET /order/one/', 200],
    ['GET /order/', 404],
    ['GET /order', 404],
    ['GET /order/one/two', 404],
    ['POST /order/one', 404],
    ['HEAD /order/one', 404],
    ['OPTIONS /order/one', 404],
    ['OPTIONS /things/1', 200],
    ['GET /methodless', 200],
    ['POST /methodless', 200],
    ['PUT /methodless', 404],
    ['DELETE /methodless', 404],
    ['PATCH /methodless', 404],
    ['HEAD /methodless', 404],
    ['GET /nameless', 200],
    ['GET /NAMELESS/', 200],
    ['GET /disabled/one', 404],
    ['GET /disabled/two', 200],
    ['GET /nothing/here', 404],
    ['GET /api', 404],
    ['GET /v1.0', 404],
    ['GET /favicon.ico', 404],
    ['GET /robots.txt', 404],
    ['GET /named/readme.md', 200],
    ['GET /named/readme', 404],
    ['GET /named/.md', 404],
    ['GET /files/', 200],
    ['GET /files/a/b/c', 200],
    // Paths
    ['GET /things/%00', 400],
    ['GET /things/a%00b', 400],
    ['GET /order/./one', 200],
    ['GET /order/x/../one', 200],
    ['GET /order/x/%2e%2E/one', 200],
    ['GET /../order/one', 200],
    ['GET /../../order/one', 200],
    ['DELETE /things/1/parts/..', 200],
    ['DELETE /things/1/parts/../..', 404],
    ['DELETE /things/1/parts/%2e%2e', 200],
    ['DELETE /things/..', 404],
    ['DELETE /things/1/', 200],
    ['GET /things/..%2f..', 200],
    ['GET /things/%zz', 200],
    [`GET /things/${'a'.repeat(8100)}`, 200],
    [`GET /things/${'a'.repeat(8200)}`, 414],
    [`GET /things/1?${'a'.repeat(8200)}`, 414],
    // Answers
    ['GET /answers/plain', 200],
    ['GET /answers/accented', 500],
    ['GET /answers/accepted', 202],
    ['GET /answers/unchanged', 304],
    ['GET /answers/notAllowed', 405],
    ['GET /answers/noLength', 411],
    ['GET /answers/nothing', 204],
    ['GET /api/fails', 500],
    ['HEAD /answers/plain', 200],
    ['HEAD /answers/unchanged', 304],
    // The host's own
    ['GET /admin/host/status', 200],
    ['GET /admin/host/ping', 200],
    ['POST /admin/host/ping', 200],
    ['GET /admin/functions', 200],
    ['GET /admin/functions/thing', 200],
    ['GET /admin/functions/THING', 200],
    ['GET /admin/functions/thing/status', 200],
    ['GET /admin/functions/nobody', 404],
    ['GET /admin/functions/nobody/status', 404],
    ['POST /admin/functions/nobody', 404],
    ['GET /admin/nothing', 404],
    ['GET /runtime/nothing', 404],
  ])('%s', async (line, status) => {
    expect((await send(line)).status).toBe(status);
  });
});

describe('What a function is given', () => {
  it.each([
    ['/things/a%2Fb', 'a%2Fb'],
    ['/things/a%2fb', 'a%2Fb'],
    ['/things/a%252Fb', 'a%2Fb'],
    ['/things/..%2f..', '..%2F..'],
    ['/things/J%C3%BCrgen', 'Jürgen'],
    ['/things/a%20b', 'a b'],
    ['/things/a+b', 'a+b'],
    ['/things/%zz', '%zz'],
    ['/things/graph.adele@contoso.com', 'graph.adele@contoso.com'],
    ['/Things/Case', 'Case'],
  ])('is, for %s, the parameter %s', async (path, id) => {
    expect(JSON.parse((await send(`GET ${path}`)).body)).toMatchObject({ id });
  });

  it('is the first name in the order without case', async () => {
    expect((await send('GET /order/one')).body).toBe('early');
  });

  it('is of a complex segment as much as fits for the first part', async () => {
    const answer = await send('GET /named/a.b.c');
    expect(JSON.parse(answer.body)).toEqual({ name: 'a.b', ext: 'c' });
  });

  it('is a url without dot segments', async () => {
    const answer = await send('GET /api/x/../echo/one?a=../b');
    expect(JSON.parse(answer.body)).toMatchObject({ url: 'http://x/api/echo/one?a=../b' });
  });

  it('is a url in which an escaped escape of a slash is a slash', async () => {
    const answer = await send('GET /api/echo/a%252Fb');
    expect(JSON.parse(answer.body)).toMatchObject({
      url: 'http://x/api/echo/a/b',
      params: { name: 'a%2Fb' },
    });
  });

  it('is a header that came twice joined with a comma alone', async () => {
    const answer = await send('GET /api/echo/one', ['X-Custom: a', 'X-Custom: b']);
    expect(JSON.parse(answer.body)).toMatchObject({ custom: 'a,b' });
  });
});

describe('An answer', () => {
  it('has the length that the function gave, or comes in chunks', async () => {
    expect((await send('GET /answers/counted')).headers.get('content-length')).toBe('4');
    const plain = await send('GET /answers/plain');
    expect(plain.headers.get('transfer-encoding')).toBe('chunked');
    expect([plain.headers.get('content-length'), plain.body]).toEqual([undefined, 'four']);
  });

  it('of another length than its bytes is cut off', async () => {
    expect((await send('GET /answers/miscounted')).status).toBeNaN();
  });

  it('to a HEAD has no bytes, and a length only when the function gave one', async () => {
    const counted = await send('HEAD /answers/counted');
    expect([counted.headers.get('content-length'), counted.body]).toEqual(['4', '']);
    expect((await send('HEAD /answers/plain')).headers.get('content-length')).toBeUndefined();
  });

  it('keeps location, etag and allow as the function wrote them', async () => {
    expect((await send('GET /answers/accepted')).headers.get('location')).toBe('/jobs/1');
    expect((await send('GET /answers/unchanged')).headers.get('etag')).toBe('"1"');
    expect((await send('GET /answers/notAllowed')).headers.get('allow')).toBe('GET, HEAD');
  });

  it('without a body says that it is empty', async () => {
    expect((await send('GET /answers/empty')).headers.get('content-length')).toBe('0');
  });
});
