import type { DequeuedMessageItem } from '@azure/storage-queue';
import type { TypedData } from '../app/core-types.ts';
import type { TriggerData } from '../app/invoke.ts';

/** What a queue function gets, or null for text that is not base64 although it should be. */
export function decodeMessage(
  message: DequeuedMessageItem,
  encoding: 'base64' | 'none',
): TriggerData | null {
  const bytes =
    encoding === 'none' ? Buffer.from(message.messageText) : fromBase64(message.messageText);
  if (!bytes) return null;
  const text = toText(bytes);
  const data = text === null ? { bytes } : { string: text };
  return { data, metadata: toMetadata(message, text) };
}

/** The message an admin call makes up: there is none in the queue. */
export function fromInput(text: string): TriggerData {
  const now = new Date();
  const message = {
    messageId: crypto.randomUUID(),
    popReceipt: '',
    dequeueCount: 1,
    insertedOn: now,
    expiresOn: now,
    nextVisibleOn: now,
  };
  return { data: { string: text }, metadata: toMetadata(message, text) };
}

function fromBase64(text: string): Buffer | null {
  const compact = text.replaceAll(/\s/g, '');
  const wellFormed = compact.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(compact);
  return wellFormed ? Buffer.from(compact, 'base64') : null;
}

function toText(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function toMetadata(
  message: Omit<DequeuedMessageItem, 'messageText'>,
  text: string | null,
): Record<string, TypedData> {
  const values: Record<string, unknown> = {
    QueueTrigger: text ?? '',
    Id: message.messageId,
    PopReceipt: message.popReceipt,
    DequeueCount: message.dequeueCount,
    InsertionTime: message.insertedOn,
    ExpirationTime: message.expiresOn,
    NextVisibleTime: message.nextVisibleOn,
    // The real host lets these hide the message's own: a body with `id` hides the message id.
    ...topLevelProperties(text),
  };
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { json: JSON.stringify(value) }]),
  );
}

function topLevelProperties(text: string | null): object {
  if (text === null || !text.trimStart().startsWith('{')) return {};
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null ? body : {};
  } catch {
    return {};
  }
}
