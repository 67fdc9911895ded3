import { TableClient } from '@azure/data-tables';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { Azurite } from '../../dev/azurite.ts';
import type { StartedHost } from '../../dev/start-local-host.ts';
import { startLocalHost } from '../../dev/start-local-host.ts';
import { OperationBody } from '../../lib/api/operation-body.ts';
import { ProductAnswer, UserAnswer } from '../../lib/operations/engine/answers/shapes.ts';
import type { SentRequest } from '../in-memory/memory-app.ts';
import type { ProductName } from '../../simulation/builders/products.ts';
import { guid, product, productNames, skuId } from '../../simulation/builders/products.ts';

/** This repository: the built app is in its dist folder. */
export const appFolder = resolve(import.meta.dirname, '../..');

export const globalAdministrator = 'Global Administrator';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** What a Graph dump says of somebody who holds these products, directly or through a group. */
export function person(
  number: number,
  licenses: readonly (ProductName | { product: ProductName; group: string | null })[],
  changes: Record<string, unknown> = {},
): { id: string; userPrincipalName: string; [property: string]: unknown } {
  return {
    id: guid(3, number),
    userPrincipalName: `person${number}@contoso.com`,
    displayName: `Person ${number}`,
    accountEnabled: true,
    usageLocation: 'NL',
    licenseAssignmentStates: licenses.map((license) => ({
      skuId: skuId(typeof license === 'string' ? license : license.product),
      assignedByGroup: typeof license === 'string' ? null : license.group,
      disabledPlans: [],
      state: 'Active',
      error: 'None',
    })),
    ...changes,
  };
}

export const teamGroup = guid(4, 1);

/** The subscription of the first product. */
export const subscription = guid(6, 1);

/** The app as a portal reaches it: over the network, or in memory. */
export interface ReachableApp extends Pick<StartedHost, 'url' | 'token'> {
  readonly clock: { readonly settle: () => Promise<unknown> };
  /** Without it over the network. */
  readonly fetch?: (url: string, request: SentRequest) => Promise<Response>;
}

let tenants = 0;

/** One tenant of a running app, as a portal talks to it. */
export class TenantClient {
  readonly tenantId: string;
  readonly #host: ReachableApp;
  readonly #tokens = new Map<string, Promise<string>>();

  constructor(host: ReachableApp, tenantId?: string) {
    tenants += 1;
    this.tenantId = tenantId ?? guid(9, tenants);
    this.#host = host;
  }

  /** The same tenant on another host, such as the one started after a crash. */
  on(host: ReachableApp): TenantClient {
    return new TenantClient(host, this.tenantId);
  }

  token(role: string, userId?: string): Promise<string> {
    const key = `${role} ${userId}`;
    const wish = { tenantId: this.tenantId, roles: [role], ...(userId && { userId }) };
    const token = this.#tokens.get(key) ?? this.#host.token(wish);
    this.#tokens.set(key, token);
    return token;
  }

  async send(
    method: string,
    path: string,
    body?: unknown,
    options: { role?: string; userId?: string; token?: string | null; key?: string } = {},
  ): Promise<Answer> {
    const { role = globalAdministrator, userId, key } = options;
    const token = options.token === undefined ? await this.token(role, userId) : options.token;
    const { url, fetch: send = fetch } = this.#host;
    const answer = await send(`${url}${path}`, {
      method,
      headers: {
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const read: unknown = text === '' ? undefined : JSON.parse(text);
    return { status: answer.status, headers: answer.headers, body: read };
  }

  /** A request that is expected to succeed. */
  async ok(method: string, path: string, body?: unknown, role?: string): Promise<unknown> {
    const answer = await this.send(method, path, body, role === undefined ? {} : { role });
    if (answer.status >= 300) {
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    return answer.body;
  }

  async operate(method: string, path: string, body?: unknown): Promise<OperationBody> {
    return OperationBody.parse(await this.ok(method, path, body));
  }

  async setUp(
    people: readonly unknown[],
    options: { tenant?: Record<string, unknown>; seats?: number } = {},
  ): Promise<void> {
    const { tenant = {}, seats = 100 } = options;
    await this.ok('PUT', '/api/tenant', { displayName: 'Contoso', ...tenant });
    await this.import(
      'subscribedSkus',
      productNames.map((name) => {
        const { prepaid, ...sku } = product(name, seats);
        const subscriptionIds = name === productNames[0] ? [subscription] : sku.subscriptionIds;
        return { ...sku, subscriptionIds, prepaidUnits: prepaid };
      }),
    );
    const assignedLicenses = [{ skuId: skuId('E3'), disabledPlans: [] }];
    await this.import('groups', [{ id: teamGroup, displayName: 'Team', assignedLicenses }]);
    await this.import('users', people);
    // What follows from the import is done before a test looks at the tables.
    await this.#host.clock.settle();
  }

  async import(kind: string, value: readonly unknown[]): Promise<void> {
    const answer = await this.ok('POST', '/api/tenant/import', { kind, value });
    const { rejected } = z.object({ rejected: z.array(z.unknown()) }).parse(answer);
    if (rejected.length > 0) throw new Error(`rejected: ${JSON.stringify(rejected)}`);
  }

  async putItem(userId: string, service: string, itemId: string, content: string): Promise<void> {
    const path = `/api/users/${userId}/data/${service}/items/${itemId}`;
    await this.ok('PUT', path, { name: itemId, content });
  }

  async user(userId: string): Promise<UserAnswer> {
    return UserAnswer.parse(await this.ok('GET', `/api/users/${userId}`));
  }

  async consumed(name: ProductName): Promise<number> {
    const answer = await this.ok('GET', `/api/products/${skuId(name)}`);
    return ProductAnswer.parse(answer).seats.consumed;
  }

  /** How many users hold a product, counted on the users themselves. */
  async holders(name: ProductName): Promise<number> {
    const users = await this.list(`/api/users?top=200`, UserAnswer);
    return users.filter(({ licenses }) => licenses.some((license) => license.skuId === skuId(name)))
      .length;
  }

  /** Every entry of a list, page by page. */
  async list<Entry>(path: string, schema: z.ZodType<Entry>): Promise<readonly Entry[]> {
    const Page = z.object({ value: z.array(schema), nextLink: z.string().nullable() });
    const all: Entry[] = [];
    for (let next: string | null = path; next !== null;) {
      const { value, nextLink }: z.infer<typeof Page> = Page.parse(await this.ok('GET', next));
      all.push(...value);
      next = nextLink === null ? null : nextLink.slice(this.#host.url.length);
    }
    return all;
  }
}

/** Every row of a table that belongs to a tenant, as it stands in Azurite. */
export async function rowsOf(
  { connectionString }: Azurite,
  table: 'licensing' | 'vault' | 'wakeups',
  tenantId: string,
): Promise<readonly Record<string, unknown>[]> {
  const client = TableClient.fromConnectionString(connectionString, table, {
    allowInsecureConnection: true,
  });
  const rows: Record<string, unknown>[] = [];
  for await (const row of client.listEntities()) {
    if (`${row.partitionKey}~${row.rowKey}`.includes(tenantId)) rows.push(row);
  }
  return rows;
}

/** Starts the built app. */
export function startApp(options: Parameters<typeof startLocalHost>[0] = {}): Promise<StartedHost> {
  return startLocalHost({ appFolder, ...options });
}
