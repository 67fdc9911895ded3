import { QueueServiceClient } from '@azure/storage-queue';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Azurite } from '../../dev/azurite.ts';
import { startAzurite } from '../../dev/azurite.ts';
import { OperationDetails } from '../../lib/operations/engine/answers/operation-shapes.ts';
import { guid, skuId } from '../../simulation/builders/products.ts';
import { TenantClient, person, startApp } from './running-app.ts';
import { eventually } from '../eventually.ts';

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite({ memory: true, port: 0 });
});
afterAll(() => azurite.stop());

it('an operation whose message went to poison says so, and is handled once that is mended', async () => {
  const broken = await startApp({
    azurite,
    env: { 'AzureWebJobs.handleOperation.Disabled': 'true' },
  });
  const tenant = new TenantClient(broken);
  await tenant.setUp([person(1, ['E3'])]);
  const body = { skuIds: [skuId('E3')] };
  const { operationId } = await tenant.operate('POST', `/api/users/${guid(3, 1)}/unassign`, body);
  const stateOn = async (client: TenantClient): Promise<string> =>
    OperationDetails.parse(await client.ok('GET', `/api/operations/${operationId}`)).message;
  expect(await stateOn(tenant)).toBe('pending');

  const poison = QueueServiceClient.fromConnectionString(azurite.connectionString).getQueueClient(
    'retention-poison',
  );
  await poison.createIfNotExists();
  const message = JSON.stringify({ v: 1, tenantId: tenant.tenantId, operationId });
  await poison.sendMessage(Buffer.from(message).toString('base64'));
  await eventually(async () => expect(await stateOn(tenant)).toBe('poisoned'));
  await broken.stop();

  const mended = await startApp({ azurite });
  await mended.clock.advance('PT17M', { settle: true });
  expect(await stateOn(tenant.on(mended))).toBe('handled');
  await mended.stop();
});
