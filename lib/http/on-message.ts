import type { InvocationContext } from '@azure/functions';
import { z } from 'zod';
import { OperationId, TenantId } from '../licensing/ids.ts';
import type { Services } from '../operations/engine/services.ts';
import type { QueueName } from '../storage/queues.ts';
import type { Application } from './application.ts';
import { application } from './application.ts';

/** A message that does not say what its schema says: nothing can be done with it, however often it comes. */
class UnreadableMessageError extends Error {
  override readonly name = 'UnreadableMessageError';
  readonly retry = 'never';
}

type Handle<Message> = (services: Services, message: Message, app: Application) => Promise<void>;

/**
 * Takes the messages of a queue. An error escapes: the host gives the message back, and after five tries puts it on the
 * poison queue. What can't be read goes there too; on a poison queue, behind which there is none, it is logged and ends.
 */
export function onMessage<Message>(
  queueName: QueueName | `${QueueName}-poison`,
  schema: z.ZodType<Message>,
  handle: Handle<Message>,
) {
  return {
    queueName,
    connection: 'AzureWebJobsStorage',
    handler: async (sent: unknown, context: InvocationContext): Promise<void> => {
      const message = schema.safeParse(sent);
      if (!message.success) {
        const sentence = `A message on ${queueName} is none of ours${idsOf(sent)}.`;
        context.error(sentence);
        if (queueName.endsWith('-poison')) return;
        throw new UnreadableMessageError(sentence);
      }
      const app = await application();
      const log = (line: string): void => context.log(line);
      await handle({ ...app.services, log }, message.data, app);
    },
  };
}

const Ids = z.object({
  tenantId: TenantId.optional().catch(undefined),
  operationId: OperationId.optional().catch(undefined),
});

/** What may be told of a message that can't be read: whose it claims to be, never what it holds. */
function idsOf(sent: unknown): string {
  const { tenantId, operationId } = Ids.safeParse(sent).data ?? {};
  const tenant = tenantId === undefined ? '' : ` (tenant ${tenantId})`;
  return operationId === undefined ? tenant : `${tenant} (operation ${operationId})`;
}
