import { createHmac } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assignLicenses } from '../../lib/operations/licenses/assign-licenses.ts';
import { placeHold } from '../../lib/operations/held-data/hold-user.ts';
import { eventIdOf } from '../../lib/operations/notices/notice-event.ts';
import { sendNotice } from '../../lib/operations/notices/send-notice.ts';
import { unassignLicenses } from '../../lib/operations/licenses/unassign-licenses.ts';
import type { NoticeSettings } from '../../lib/settings.ts';
import { MemoryWorld, tenantId } from '../../simulation/builders/memory-world.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import { day, direct, start, user, userId } from '../../simulation/builders/users.ts';

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const secret = 'a secret of some length';
const id = userId(1);

let status = 204;
let received: Received[] = [];
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  received.push({ headers: request.headers, body: await text(request) });
  response.writeHead(status, { location: '/elsewhere' }).end();
}
const server = createServer((request, response) => void answer(request, response));

let settings: NoticeSettings;
let world: MemoryWorld;
beforeEach(async () => {
  status = 204;
  received = [];
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('it listens on a port');
  const { port } = address;
  settings = { url: `http://127.0.0.1:${port}/hook`, secret };
  world = new MemoryWorld(undefined, true);
  await world.load([product('E3')], [user([direct('E3')])]);
  await unassignLicenses(world.session(), {
    path: 'activeUser',
    userIds: [id],
    skuIds: [skuId('E3')],
  });
  await world.handleMessages();
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function oneNotice() {
  const [notice] = world.notices.splice(0);
  if (notice === undefined) throw new Error('there is one');
  return notice;
}

describe('A notice that is sent', () => {
  it('is a CloudEvents 1.0 event, signed with the secret', async () => {
    const notice = oneNotice();
    await sendNotice(world.services, settings, notice);
    expect(received).toHaveLength(1);
    const { headers, body } = received[0] ?? { headers: {}, body: '' };
    const signature = createHmac('sha256', secret).update(body).digest('hex');
    expect(headers).toMatchObject({
      'content-type': 'application/cloudevents+json',
      'x-unseat-signature': `sha256=${signature}`,
    });
    expect(JSON.parse(body)).toEqual({
      specversion: '1.0',
      id: eventIdOf(notice),
      source: `/tenants/${tenantId}`,
      type: 'unseat.data.held',
      subject: `users/${id}/data/exchange`,
      time: start,
      datacontenttype: 'application/json',
      data: {
        tenantId,
        userId: id,
        service: 'exchange',
        operationId: notice.operationId,
        until: day(30),
        daysBefore: null,
        itemCount: null,
        sizeBytes: null,
      },
    });
  });

  it('is sent again under the same id when the receiver refused it', async () => {
    const notice = oneNotice();
    for (status of [500, 404, 302]) {
      await expect(sendNotice(world.services, settings, notice)).rejects.toThrow();
    }
    status = 200;
    await sendNotice(world.services, settings, notice);
    expect(received).toHaveLength(4);
    expect(new Set(received.map(({ body }) => body)).size).toBe(1);
  });

  it('comes back when nobody listens at the address', async () => {
    const nowhere = { ...settings, url: 'http://127.0.0.1:1/' };
    await expect(sendNotice(world.services, nowhere, oneNotice())).rejects.toThrow();
  });

  it('is let go when no address is set any more', async () => {
    await sendNotice(world.services, null, oneNotice());
    expect(world.log.at(-1)).toMatch(/no address is set/);
  });
});

describe('A notice of a coming purge that waited', () => {
  beforeEach(async () => {
    world.notices.splice(0);
    await world.moveTo(day(23));
  });

  it('is sent while it is true', async () => {
    await sendNotice(world.services, settings, oneNotice());
    expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({
      type: 'unseat.data.purgeSoon',
      time: day(23),
      data: { until: day(30), daysBefore: 7 },
    });
  });

  it('is let go when a license came meanwhile', async () => {
    const notice = oneNotice();
    const licenses = [{ skuId: skuId('E3'), disabledPlans: [] }];
    await assignLicenses(world.session(), id, licenses);
    await sendNotice(world.services, settings, notice);
    expect(received).toEqual([]);
  });

  it('is let go when a hold keeps the data', async () => {
    const notice = oneNotice();
    const hold = { holdId: 'case', kind: 'litigation', note: null } as const;
    await placeHold(world.session(), id, hold);
    await sendNotice(world.services, settings, notice);
    expect(received).toEqual([]);
  });
});
