import pMap from 'p-map';
import { expect } from 'vitest';
import { MemoryApp } from '../in-memory/memory-app.ts';
import { requestsAbout } from './api-requests.ts';
import type { ApiRequest, RawAnswer } from './ask.ts';
import { ask } from './ask.ts';
import { graphRequestsAbout } from './graph-requests.ts';
import { tellsOfInside } from './hostile-words.ts';
import { allRows, nobody, stockTenant } from './stocked-tenant.ts';

type HostileRequest = ApiRequest & { readonly what?: string };

/** An app to be tried with hostile requests, and one good request for each of its routes to make them from. */
export interface HostileApp {
  readonly requests: readonly ApiRequest[];
  readonly rows: () => readonly unknown[];
  readonly send: (
    request: ApiRequest,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<RawAnswer>;
}

export async function openHostileApp(): Promise<HostileApp> {
  const app = new MemoryApp();
  const { client, names } = await stockTenant(app);
  const token = await client.token('Global Administrator');
  const { tenantId } = client;
  const graph = graphRequestsAbout({ ...names, tenantId, victim: nobody.active });
  return {
    requests: [...requestsAbout(names), ...graph],
    rows: () => allRows(app, client),
    send: (request, headers) => ask(app, request, token, headers),
  };
}

/** Sends what is hostile: each is answered as the caller's mistake or as a fine request, and no row has changed. */
export async function survives(
  { rows, send }: HostileApp,
  hostile: readonly HostileRequest[],
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  const before = rows();
  const wrong: unknown[] = [];
  const sendOne = async (request: HostileRequest): Promise<void> => {
    const { status, text } = await send(request, headers);
    if (status < 500 && !tellsOfInside(text)) return;
    const { method, path, what } = request;
    const [where, said] = [path.slice(0, 200), text.slice(0, 300)];
    wrong.push({ method, where, what, headers, status, said });
  };
  await pMap(hostile, sendOne, { concurrency: 8 });
  expect(wrong).toEqual([]);
  expect(rows()).toEqual(before);
}
