import { z } from 'zod';
import type { StartedHost } from '../../dev/start-local-host.ts';
import { guid, skuId } from '../../simulation/builders/products.ts';
import type { TenantClient } from '../e2e/running-app.ts';
import { person, teamGroup } from '../e2e/running-app.ts';
import { requestsAbout } from './api-requests.ts';
import type { ApiRequest, RawAnswer } from './ask.ts';
import { ask } from './ask.ts';
import { canary } from './canary.ts';
import { graphRequestsAbout } from './graph-requests.ts';
import type { Names } from './stocked-tenant.ts';
import { nobody } from './stocked-tenant.ts';

export interface Walked {
  readonly request: ApiRequest;
  readonly answer: RawAnswer;
}

type Headers = Readonly<Record<string, string>>;

const id = (number: number): string => guid(3, number);
const name = (number: number): string => `${canary}.name${number}@${canary}.example`;
const e3 = skuId('E3');

/** A tenant whose every personal string is the canary, and everything a caller can do to it, well or badly. */
export class CanaryWalk {
  readonly walked: Walked[] = [];
  readonly #host: StartedHost;
  readonly #tenant: TenantClient;

  constructor(host: StartedHost, tenant: TenantClient) {
    this.#host = host;
    this.#tenant = tenant;
  }

  async setUp(): Promise<Names> {
    await this.#tenant.setUp([]);
    await this.#tenant.import('groups', [{ id: teamGroup, displayName: `${canary} team` }]);
    const people = [1, 2, 3, 4, 5].map((number) =>
      person(number, number === 5 ? [] : ['E3'], {
        userPrincipalName: name(number),
        displayName: `${canary} ${number}`,
        mail: `${canary}.mail${number}@${canary}.example`,
        onPremisesSyncEnabled: number === 2,
      }),
    );
    await this.#tenant.import('users', people);
    for (const number of [1, 3, 4]) {
      for (const item of ['mail-1', 'mail-2']) {
        await this.#do('PUT', `/api/users/${id(number)}/data/exchange/items/${item}`, {
          name: `${canary} invoice`,
          content: `Dear ${canary}`,
        });
      }
      await this.#do('PUT', `/api/users/${id(number)}/delegates/${id(5)}`);
    }
    const hold = { kind: 'litigation', note: `case of ${canary}` };
    await this.#do('PUT', `/api/users/${id(1)}/holds/case-1`, hold);
    await this.#do('DELETE', `/api/users/${name(3)}`);
    const taken = await this.#do('POST', `/api/users/${name(4)}/unassign`, { skuIds: [e3] });
    const jobUsers = { action: 'unassignAll', userIds: [id(5)] };
    const accepted = await this.#do('POST', '/api/jobs', jobUsers);
    const link = { name: `for ${canary}` };
    const made = await this.#do('POST', '/api/retention/calendar-links', link);
    const { operationId } = z.object({ operationId: z.string() }).parse(JSON.parse(taken.text));
    const created = z.object({ link: z.object({ linkId: z.string() }) });
    return {
      active: id(1),
      synced: id(2),
      deleted: id(3),
      unassigned: id(4),
      delegate: id(5),
      product: e3,
      operation: operationId,
      job: z.object({ jobId: z.string() }).parse(JSON.parse(accepted.text)).jobId,
      link: created.parse(JSON.parse(made.text)).link.linkId,
    };
  }

  /** Every route as it should be asked, by name where a name will do, and every list page by page. */
  async walkWell(names: Names): Promise<void> {
    const { tenantId } = this.#tenant;
    const byName = { ...names, active: name(1), unassigned: name(4) };
    const graph = { tenantId, victim: nobody.active };
    for (const about of [names, byName]) {
      for (const request of requestsAbout(about)) await this.#send(request);
      for (const request of graphRequestsAbout({ ...about, ...graph })) await this.#send(request);
    }
    const lists = [
      '/api/users?top=1',
      '/api/retention?top=1',
      '/api/operations?top=1',
      `/api/products/${e3}/users?top=1`,
      `/api/users/${id(4)}/data/exchange/items?top=1`,
      '/v1.0/users?$top=1',
      '/v1.0/users?$top=1&$orderby=displayName',
      '/v1.0/users?$top=1&$orderby=userPrincipalName%20desc',
      '/v1.0/directory/deletedItems/microsoft.graph.user?$top=1&$orderby=displayName',
      `/v1.0/users?$filter=startswith(displayName,'${canary}')&$top=1`,
      `/v1.0/users?$search="displayName:${canary}"&$top=1`,
      `/api/users?search=${canary}&top=1`,
    ];
    for (const path of lists) await this.#follow({ method: 'GET', path });
    const search = { query: canary };
    await this.#follow({ method: 'POST', path: '/api/ediscovery/searches?top=1', body: search });
    await this.#do('PATCH', `/v1.0/users/${id(1)}`, { displayName: `${canary} again` });
  }

  /** Every route as it should not be asked, with the canary in whatever is wrong. */
  async walkBadly(names: Names): Promise<void> {
    const bad = { [canary]: canary };
    const helpdesk = await this.#tenant.token('Helpdesk Administrator');
    const absent = { ...nobody, active: `nobody.${canary}@${canary}.example` };
    for (const request of requestsAbout(names)) {
      const { method, path } = request;
      const separator = path.includes('?') ? '&' : '?';
      await this.#send({ method, path: `${path}${separator}${canary}=${canary}` });
      if (method !== 'GET') {
        await this.#send({ method, path, body: bad });
        await this.#send({ method, path, body: `{"${canary}` });
        await this.#send({ ...request, body: canary }, { 'content-type': 'text/plain' });
      }
      await this.#send(request, { authorization: `Bearer ${helpdesk}` });
      await this.#send(request, { authorization: `Bearer ${canary}` });
      await this.#send(request, { 'idempotency-key': `${canary} é` });
      await this.#send(request, { 'client-request-id': canary, 'x-ms-client-principal': canary });
    }
    for (const request of requestsAbout(absent)) await this.#send(request);
    const user = `/api/users/${id(1)}`;
    const large = { userIds: [canary.repeat(1_400_000)] };
    await this.#send({ method: 'POST', path: '/api/users/unassign-all', body: large });
    await this.#send({ method: 'PUT', path: `${user}/delegates/${id(1)}` });
    const key = { 'idempotency-key': canary };
    const hold = { kind: 'litigation', note: canary };
    const place = { method: 'PUT', path: `${user}/holds/case-2` };
    await this.#send({ ...place, body: hold }, key);
    await this.#send({ ...place, body: { ...hold, note: `${canary} 2` } }, key);
    const queries = ['$filter', '$search', '$orderby', '$select', '$skiptoken', canary];
    for (const option of queries)
      await this.#send({ method: 'GET', path: `/v1.0/users?${option}=${canary} eq` });
    const steps = [
      { id: '1', method: 'GET', url: `/users/${canary}` },
      { id: '2', method: 'PATCH', url: `/users/${id(1)}`, body: bad, headers: {} },
      { id: canary, method: 'POST', url: `/${canary}`, body: bad },
    ];
    await this.#send({ method: 'POST', path: '/v1.0/$batch', body: { requests: steps } });
  }

  /** Every route at once, for when nothing can be answered. */
  async walkAtOnce(names: Names): Promise<void> {
    const { tenantId } = this.#tenant;
    const graph = graphRequestsAbout({ ...names, tenantId, victim: names.active });
    const steps = graph.map(({ method, path: url, body }, index) => {
      return { id: String(index), method, url, ...(body !== undefined && { body }) };
    });
    const batch = { method: 'POST', path: '/v1.0/$batch', body: { requests: steps } };
    const all = [...requestsAbout({ ...names, active: name(1) }), ...graph, batch];
    await Promise.all(all.map((request) => this.#send(request)));
  }

  /** Everybody is unassigned or deleted, so that all of it ends. */
  async endAll(): Promise<void> {
    await this.#do('DELETE', `/api/users/${id(1)}/holds/case-1`);
    await this.#do('DELETE', `/api/users/${id(1)}/holds/case-2`);
    await this.#do('POST', '/api/users/unassign-all', { userIds: [id(1)] });
    await this.#do('POST', '/api/directory-sync/deletions', { userIds: [id(2)] });
    await this.#do('DELETE', `/api/users/${name(4)}`);
  }

  async #follow(first: ApiRequest): Promise<void> {
    const Page = z.object({
      nextLink: z.string().nullish(),
      '@odata.nextLink': z.string().optional(),
    });
    let request: ApiRequest | null = first;
    while (request !== null) {
      const answer = await this.#send(request);
      const page = Page.parse(JSON.parse(answer.text));
      const next = page.nextLink ?? page['@odata.nextLink'] ?? null;
      request = next === null ? null : { ...first, path: next.slice(this.#host.url.length) };
    }
  }

  async #do(method: string, path: string, body?: unknown): Promise<RawAnswer> {
    const answer = await this.#send({ method, path, ...(body !== undefined && { body }) });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.text}`);
    return answer;
  }

  async #send(request: ApiRequest, headers: Headers = {}): Promise<RawAnswer> {
    const token = await this.#tenant.token('Global Administrator');
    const sent = Object.fromEntries(
      Object.entries(headers).map(([header, text]) => [
        header,
        Buffer.from(text).toString('latin1'),
      ]),
    );
    const answer = await ask(this.#host, request, token, sent);
    this.walked.push({ request, answer });
    return answer;
  }
}
