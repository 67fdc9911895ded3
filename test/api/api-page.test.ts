import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadSampleTenant } from '../../dev/contoso/load.ts';
import { CONTOSO_TENANT_ID } from '../../dev/contoso/tenant.ts';
import { requestLimits } from '../../lib/api/request-limits.ts';
import { rights, roles } from '../../lib/http/rights.ts';
import { reachByGlobalFetch } from '../in-memory/global-fetch.ts';
import { apiRoutes } from '../in-memory/functions.ts';
import { MemoryApp } from '../in-memory/memory-app.ts';
import { differences } from './shown-json.ts';
import { fits } from '../security/api-requests.ts';

const page = await readFile('docs/api.md', 'utf8');

/** A request of the page, or what is answered to the one before it. */
interface Block {
  readonly first: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const blocks: readonly Block[] = [...page.matchAll(/```(http|json)\n(.*?)```/gs)].map(
  ([, kind, text = '']) => {
    if (kind === 'json') return { first: 'HTTP/1.1 200 OK', headers: {}, body: text };
    const [head = '', ...body] = text.split('\n\n');
    const [first = '', ...lines] = head.trim().split('\n');
    const headers = lines
      .map((line) => line.split(': '))
      .map(([name = '', value = '']) => [name.toLowerCase(), value]);
    return { first, headers: Object.fromEntries(headers), body: body.join('\n\n') };
  },
);

const app = new MemoryApp();
reachByGlobalFetch(app);

let token: string;
beforeAll(async () => {
  token = await app.token({ tenantId: CONTOSO_TENANT_ID, roles: ['Global Administrator'] });
  await loadSampleTenant({ url: app.url, token, log: () => {} });
  await app.clock.settle();
});

/** The rows of the table whose first column has this title. */
function table(title: string): readonly (readonly string[])[] {
  const [, after = ''] = page.split(new RegExp(`^\\| ${title} +\\|.*\\n\\|[- |]*\\n`, 'm'));
  const lines = after.slice(0, after.indexOf('\n\n')).trim().split('\n');
  return lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

describe('The page about the API', () => {
  it('shows what is answered to each request, in their order', async () => {
    const ids = new Map<string, string>();
    let answer: Response | null = null;
    for (const { first, headers, body } of blocks) {
      if (first.startsWith('HTTP/')) {
        const shown = { status: Number(first.split(' ')[1]), headers };
        const told = answer;
        if (told === null) throw new Error(`${first} answers nothing`);
        const text = await told.clone().text();
        expect({ status: told.status, text }).toEqual({ status: shown.status, text });
        for (const [name, value] of Object.entries(headers))
          expect([name, told.headers.get(name)]).toEqual([
            name,
            value === '…' ? expect.anything() : value,
          ]);
        expect(differences(JSON.parse(body), JSON.parse(text))).toEqual([]);
        continue;
      }
      const [method = '', address = ''] = first.split(' ');
      const path = address.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids.get(name) ?? '');
      answer = await app.fetch(`${app.url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body !== '' && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== '' && { body }),
      });
      const made: unknown = await answer.clone().json();
      for (const name of ['operationId', 'jobId'])
        if (made !== null && typeof made === 'object' && name in made)
          ids.set(name, String(Reflect.get(made, name)));
    }
    expect(blocks.length).toBeGreaterThan(15);
  });

  it('says every limit', () => {
    const said = table('limit').map(([name = '', most]) => [
      name.replaceAll('`', ''),
      Number(most),
    ]);
    expect(Object.fromEntries(said)).toEqual(requestLimits);
  });

  it('says which role has which right', () => {
    const may = roles.map(({ name, may: held }) => [
      name,
      ...rights.map((right) => (held.includes(right) ? 'yes' : '')),
    ]);
    expect(table('role')).toEqual(may);
  });

  it('names no route that is not there', () => {
    const named = [...page.matchAll(/\/api\/[\w/{}.-]+/g)].map(([path]) => path.replace(/\.$/, ''));
    const known = apiRoutes.map(({ path }) => `/${path}`);
    const isThere = (path: string): boolean => known.some((one) => one === path || fits(one, path));
    expect(named.filter((path) => !isThere(path))).toEqual([]);
  });
});
