import { InvocationContext } from '@azure/functions';
import { expect, it } from 'vitest';
import { onMessage } from '../../lib/http/on-message.ts';
import { RetentionMessage } from '../../lib/messages/retention.ts';
import { guid } from '../../simulation/builders/products.ts';

const strange = { v: 2, tenantId: guid(9, 1), displayName: 'Adele Vance' };

function contextOf(lines: unknown[]): InvocationContext {
  return new InvocationContext({ logHandler: (_level, ...args) => lines.push(...args) });
}

it('A message that can not be read is an error, logged with ids alone', async () => {
  const lines: unknown[] = [];
  const { handler } = onMessage('retention', RetentionMessage, () => Promise.resolve());
  const handled = handler(strange, contextOf(lines));
  await expect(handled).rejects.toMatchObject({ name: 'UnreadableMessageError', retry: 'never' });
  expect(lines).toEqual([`A message on retention is none of ours (tenant ${guid(9, 1)}).`]);
});

it('On a poison queue it is logged and ends', async () => {
  const lines: unknown[] = [];
  const { handler } = onMessage('retention-poison', RetentionMessage, () => Promise.resolve());
  await handler(strange, contextOf(lines));
  expect(lines).toHaveLength(1);
});
