import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { LocalHostError } from '../local-host-error.ts';
import type { DumpEntry, DumpFile, NotLoaded } from './part.ts';
import type { PortalApi } from './portal-api.ts';

/** A part of users takes longest, and should stay far below a request's time limit. */
const usersAtOnce = 500;
const entriesAtOnce = 1000;

const PartAnswer = z.object({
  accepted: z.number().int(),
  unchanged: z.number().int(),
  rejected: z.array(
    z.object({ index: z.number().int(), id: z.string().nullable(), reason: z.string() }),
  ),
});
const Organization = z.object({ id: z.guid(), displayName: z.string().min(1) });

export interface Imported {
  readonly accepted: number;
  readonly unchanged: number;
  readonly notLoaded: readonly NotLoaded[];
}

/** @throws LocalHostError when organization.json names no tenant */
export function tenantOf(dump: readonly DumpFile[]): z.infer<typeof Organization> {
  const entry = dump.find(({ kind }) => kind === 'organization')?.entries[0];
  const organization = Organization.safeParse(entry?.value);
  if (organization.success) return organization.data;
  throw new LocalHostError('organization.json: value[0] needs the tenant’s id and displayName.');
}

/**
 * Loads a dump through a running app, part by part. It may be cut off and run again: what is there stays unchanged.
 * @param onSent told after each part how many entries it had
 */
export async function importDump(
  api: PortalApi,
  dump: readonly DumpFile[],
  onSent: (kind: DumpFile['kind'], entries: number) => void = () => {},
): Promise<Imported> {
  const run = randomUUID();
  let accepted = 0;
  let unchanged = 0;
  const notLoaded: NotLoaded[] = dump.flatMap((file) => file.unreadable);
  for (const { kind, file, entries } of dump) {
    const size = kind === 'users' ? usersAtOnce : entriesAtOnce;
    for (let start = 0; start < entries.length; start += size) {
      const part = entries.slice(start, start + size);
      const body = { kind, value: part.map(({ value }) => value) };
      const key = `${run}-${kind}-${start}`;
      const answer = PartAnswer.parse(await api.send('POST', '/api/tenant/import', body, key));
      accepted += answer.accepted;
      unchanged += answer.unchanged;
      notLoaded.push(
        ...answer.rejected.map(({ index, id, reason }) => ({
          file,
          place: placeOf(part, index),
          id,
          reason,
        })),
      );
      onSent(kind, part.length);
    }
  }
  return { accepted, unchanged, notLoaded };
}

function placeOf(part: readonly DumpEntry[], index: number): string {
  return part[index]?.place ?? `entry ${index}`;
}
