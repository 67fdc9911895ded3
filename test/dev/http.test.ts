import { request } from 'node:http';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StartedHost } from '../../dev/start-local-host.ts';
import { post, startFixture } from './fixture.ts';

let host: StartedHost;
beforeAll(async () => {
  host = await startFixture();
});
afterAll(() => host.stop());

async function getJson(path: string, init?: RequestInit): Promise<unknown> {
  return (await fetch(host.url + path, init)).json();
}

describe('a request', () => {
  it('reaches the function with its parameters, query, headers and the url as sent', async () => {
    const path = '/api/echo/J%C3%BCrgen%20a%2Fb/more?x=1&x=2&empty=';
    expect(await getJson(path, { headers: { 'x-custom': 'yes' } })).toEqual({
      url: host.url + path,
      method: 'GET',
      // A slash inside a value stays escaped, as in the real host.
      params: { name: 'Jürgen a%2Fb', extra: 'more' },
      query: { x: '1,2', empty: '' },
      custom: 'yes',
      text: '',
    });
  });

  it('leaves an optional parameter away', async () => {
    expect(await getJson('/api/echo/one')).toMatchObject({ params: { name: 'one' } });
  });

  it('goes to the first function by name when two routes fit', async () => {
    expect(await (await fetch(`${host.url}/api/echo/special`)).text()).toBe('special');
  });

  it('ignores case in the literal parts and a slash at the end', async () => {
    expect(await getJson('/API/Echo/One/')).toMatchObject({ params: { name: 'One' } });
  });

  it('gives a catch-all the whole rest', async () => {
    expect(await getJson('/files/a/b.txt')).toEqual({ rest: 'a/b.txt' });
    expect(await getJson('/files')).toEqual({});
  });

  it('brings its body as it is', async () => {
    const answer = await getJson('/api/echo/one', { method: 'POST', body: 'grüße\n' });
    expect(answer).toMatchObject({ method: 'POST', text: 'grüße\n' });
  });

  it('loses a chunked body, as in Azure', async () => {
    const sent = request(`${host.url}/api/size`, { method: 'POST' });
    sent.write('a part');
    sent.end('and another');
    const [answer] = await once(sent, 'response');
    const [chunk] = await once(answer, 'data');
    expect(String(chunk)).toBe('0');
  });
});

describe('an answer', () => {
  it('has the bytes, status, headers and cookies the function gave', async () => {
    const answer = await fetch(`${host.url}/api/bytes`);
    expect(answer.status).toBe(201);
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(new Uint8Array([0, 255, 7]));
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect(answer.headers.getSetCookie()).toEqual([
      'a=b%20c; Max-Age=60; Path=/; SameSite=Lax; HttpOnly',
    ]);
  });

  it('is 204 when the function returns nothing', async () => {
    const answer = await fetch(`${host.url}/api/nothing`, { method: 'POST' });
    expect(answer.status).toBe(204);
  });

  it('is an empty 500 when the function throws', async () => {
    const answer = await fetch(`${host.url}/api/fails`);
    expect([answer.status, await answer.text()]).toEqual([500, '']);
  });

  it('to a HEAD has no bytes', async () => {
    const answer = await fetch(`${host.url}/api/echo/one`, { method: 'HEAD' });
    expect([answer.status, await answer.text()]).toEqual([200, '']);
  });

  it.each([
    ['an unknown route', 'GET', '/api/unknown'],
    ['a method the route has not', 'DELETE', '/api/echo/one'],
    ['a HEAD to a route without it', 'HEAD', '/api/bytes'],
  ])('is an empty 404 for %s', async (_, method, path) => {
    const answer = await fetch(host.url + path, { method });
    expect([answer.status, await answer.text()]).toEqual([404, '']);
  });

  it('is 413 for more than 100 MB, before the body has come', async () => {
    const sent = request(`${host.url}/api/size`, {
      method: 'POST',
      headers: { 'content-length': 100 * 1024 * 1024 + 1 },
    });
    sent.on('error', () => {});
    sent.flushHeaders();
    const [answer] = await once(sent, 'response');
    expect(answer.statusCode).toBe(413);
    sent.destroy();
  });
});

describe('the admin endpoints', () => {
  it('say that the host is running', async () => {
    const status = await getJson('/admin/host/status');
    expect(status).toMatchObject({ state: 'Running', processId: host.pid });
  });

  it('list the functions with their addresses', async () => {
    expect(await getJson('/admin/functions')).toContainEqual(
      expect.objectContaining({
        name: 'bytes',
        isDisabled: false,
        invoke_url_template: `${host.url}/api/bytes`,
      }),
    );
  });

  it('answer 404 for a function there is not, 400 for one that has a route', async () => {
    expect((await post(`${host.url}/admin/functions/nobody`, {})).status).toBe(404);
    expect((await post(`${host.url}/admin/functions/bytes`, {})).status).toBe(400);
  });

  it('refuse a request from the page of another site', async () => {
    const headers = { origin: 'https://example.com' };
    const answer = await fetch(`${host.url}/dev/clock`, { method: 'POST', headers, body: '{}' });
    expect(answer.status).toBe(403);
  });
});
