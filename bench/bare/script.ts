import type { PropertyValue, TableName } from '../../lib/storage/tables.ts';
import type { QueueName } from '../../lib/storage/queues.ts';

/** One storage call as the app made it; `{u0}` in a key is the first user of the request, `{op}` the operation. */
export type Step =
  | {
      readonly kind: 'get';
      readonly table: TableName;
      readonly partition: string;
      readonly key: string;
    }
  | {
      readonly kind: 'page';
      readonly table: TableName;
      readonly partition: string;
      readonly from: string;
      readonly to: string;
      readonly top: number;
    }
  | {
      readonly kind: 'submit';
      readonly table: TableName;
      readonly partition: string;
      readonly writes: readonly ScriptedWrite[];
    }
  | { readonly kind: 'send'; readonly queue: QueueName; readonly message: string };

export interface ScriptedWrite {
  readonly kind: 'create' | 'put' | 'replace' | 'delete';
  readonly key: string;
  readonly properties: Readonly<Record<string, PropertyValue>>;
}

/** The calls of one request in their order; those of one group are made side by side. */
export type Script = readonly (readonly Step[])[];

/** What a bare server does for a path: the calls of a request, and of the message it sends. */
export interface Plan {
  readonly request: Script;
  readonly message: Script;
}

/** A user of a request, as keys name it. */
export interface Named {
  readonly userId: string;
  /** The row that leads from the user's name to the user. */
  readonly nameKey: string;
}

/** The ids of one request. */
export interface Ids {
  readonly users: readonly Named[];
  readonly operationId: string;
}

/** Puts places where a recorded request's own ids stand. */
export function withPlaces(text: string, { users, operationId }: Ids): string {
  const placed = users.reduce(
    (so, { userId, nameKey }, index) =>
      so === nameKey ? `{n${index}}` : so.replace(userId, `{u${index}}`),
    text,
  );
  return operationId === '' ? placed : placed.replace(operationId, '{op}');
}

/** Puts a request's own ids where a script has places for them. */
export function fill(text: string, { users, operationId }: Ids): string {
  return text
    .replace('{op}', operationId)
    .replace(/\{([un])(\d+)\}/, (_, kind: string, index: string) => {
      const named = users[Number(index)];
      return (kind === 'u' ? named?.userId : named?.nameKey) ?? '';
    });
}
