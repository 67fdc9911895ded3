import { writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import examples from '../../lib/api/openapi/examples.json' with { type: 'json' };
import type { Route } from '../../lib/api/route.ts';
import { apiRoutes } from '../in-memory/functions.ts';
import { requestsAbout } from '../security/api-requests.ts';
import { ask } from '../security/ask.ts';
import { stockedApp } from '../security/stocked-tenant.ts';

const command = 'WRITE_EXAMPLES=1 npx vitest run test/api/examples.test.ts && npm run format';
const file = 'lib/api/openapi/examples.json';

interface Example {
  readonly request?: unknown;
  readonly answer: unknown;
}

const given = new Map<string, Example>(Object.entries(examples));

/** What the app itself answers, with the ids that are made anew each time as they always are. */
async function exampleOf(): Promise<Record<string, Example>> {
  const { app, tenant, token } = await stockedApp();
  const made: Record<string, Example> = {};
  for (const { name, body, ...request } of requestsAbout(tenant.names)) {
    const answer = await ask(app, { ...request, body }, token);
    const isJson = answer.headers.get('content-type')?.startsWith('application/json') ?? false;
    if (!isJson || name === 'openapi') continue;
    made[name] = { ...(body !== undefined && { request: body }), answer: JSON.parse(answer.text) };
  }
  return JSON.parse(steady(JSON.stringify(made)));
}

function steady(text: string): string {
  const ids = new Map<string, string>();
  return text.replaceAll(/\b[0-9a-f]{64}\b|\b[0-9a-f]{32}\b/g, (id) => {
    const known = ids.get(id) ?? (ids.size + 1).toString(16).padStart(id.length, '0');
    ids.set(id, known);
    return known;
  });
}

beforeAll(async () => {
  if (process.env['WRITE_EXAMPLES'] === undefined) return;
  const made = await exampleOf();
  await writeFile(file, `${JSON.stringify(made, null, 2)}\n`);
  for (const [name, example] of Object.entries(made)) given.set(name, example);
});

describe('The examples of the description', () => {
  it('are of every route that answers JSON', () => {
    const json = apiRoutes.filter(({ contentType, name }) => !contentType && name !== 'openapi');
    const names = json.map(({ name }) => name).toSorted();
    expect([...given.keys()].toSorted(), command).toEqual(names);
  });

  it.each(apiRoutes.filter(({ name }) => given.has(name)))(
    'of $name is what it takes and answers',
    (route: Route) => {
      const example = given.get(route.name);
      expect(route.answer.safeParse(example?.answer), command).toMatchObject({ success: true });
      expect(route.body.safeParse(example?.request), command).toMatchObject({ success: true });
    },
  );
});
