import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { isAzurite, isRunning } from './process-id.ts';

const port = z.number().int().positive();

const AzuriteRecord = z.strictObject({
  pid: z.number().int().positive(),
  /** Null while it starts or stops: it is not to be used. */
  ports: z.strictObject({ blob: port, queue: port, table: port }).nullable(),
  clockFile: z.string(),
  /** The hosts that use it; the last one to stop stops it. */
  hosts: z.array(z.number().int().positive()),
});

export type AzuriteRecord = z.infer<typeof AzuriteRecord>;

/** The Azurite this state folder has started, if it still runs: also after its host was killed. */
export function readRecord(stateFolder: string): AzuriteRecord | null {
  let record: AzuriteRecord;
  try {
    record = AzuriteRecord.parse(JSON.parse(readFileSync(recordPath(stateFolder), 'utf8')));
  } catch {
    return null;
  }
  if (!isAzurite(record.pid)) return null;
  return { ...record, hosts: record.hosts.filter(isRunning) };
}

export function writeRecord(stateFolder: string, record: AzuriteRecord): void {
  const path = recordPath(stateFolder);
  writeFileSync(`${path}.${process.pid}`, JSON.stringify(record, null, 2));
  renameSync(`${path}.${process.pid}`, path);
}

export function removeRecord(stateFolder: string): void {
  rmSync(recordPath(stateFolder), { force: true });
}

/** Where the record of a folder is. */
export function recordPath(stateFolder: string): string {
  return join(stateFolder, 'azurite.json');
}
