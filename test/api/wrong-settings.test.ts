import type { HttpResponseInit } from '@azure/functions';
import { HttpRequest } from '@azure/functions';
import { describe, expect, it } from 'vitest';
import { healthRoute } from '../../functions/api/health.ts';
import { serve } from '../../lib/api/serve.ts';
import { answerGraph } from '../../lib/graph/answer-graph.ts';
import type { Runtime } from '../../lib/http/runtime.ts';
import { servePages } from '../../lib/pages/serve-pages.ts';
import type { Pages } from '../../lib/pages/answer-page.ts';
import { PageFiles } from '../../lib/pages/page-files.ts';
import type { Settings } from '../../lib/settings.ts';
import { readSettings } from '../../lib/settings.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { apiRoutes } from '../in-memory/functions.ts';
import { contextOf } from '../in-memory/runtime.ts';

const world = new MemoryWorld();
const environment = { AzureWebJobsStorage: 'UseDevelopmentStorage=true', SWEEP_SHEDULE: 'hourly' };
const read = (): Promise<never> => Promise.reject(refusal());
const runtime: Runtime = { application: read, now: world.services.clock };

function refusal(): unknown {
  try {
    return readSettings(environment);
  } catch (error) {
    return error;
  }
}

const settings = (): Settings => readSettings(environment);

/** What a page needs of its settings, which come first. */
function answerPage(pages: Pages): Promise<HttpResponseInit> {
  pages.settings();
  return Promise.resolve({});
}

function get(path: string): HttpRequest {
  return new HttpRequest({ method: 'GET', url: `https://unseat.example${path}` });
}

const named = [
  /TOKEN_AUDIENCE: is missing/,
  /SWEEP_SHEDULE: is no setting; is SWEEP_SCHEDULE meant/,
];

describe('With wrong settings', () => {
  it.each(apiRoutes.map((route) => [route.name, route] as const))(
    '%s answers 503 with what is wrong',
    async (_name, route) => {
      const { handler } = serve(route, runtime);
      const answer = await handler(get('/api/health'), contextOf(world));
      expect(answer).toMatchObject({ status: 503 });
      for (const words of named) expect(JSON.stringify(answer)).toMatch(words);
    },
  );

  it('health says so to whoever asks, once in the answer', async () => {
    const answer = await serve(healthRoute, runtime).handler(get('/api/health'), contextOf(world));
    expect(JSON.stringify(answer)).toMatch(/settingsWrong/);
  });

  it('so does the Graph API', async () => {
    const answer = await answerGraph('v1.0', get('/v1.0/users'), contextOf(world), runtime);
    expect(answer).toMatchObject({ status: 503 });
    for (const words of named) expect(JSON.stringify(answer)).toMatch(words);
  });

  it('so do the pages', async () => {
    const files = new PageFiles(new URL('file:///nowhere/'));
    const { handler } = servePages('{page?}', { files, settings }, answerPage);
    const answer = await handler(get('/'), contextOf(world));
    expect(answer).toMatchObject({ status: 503 });
    for (const words of named) expect(JSON.stringify(answer)).toMatch(words);
  });
});
