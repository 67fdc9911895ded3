import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { LocalHostError } from '../local-host-error.ts';
import type { DumpEntry, DumpFile, NotLoaded, PartKind } from './part.ts';

type Entries = Pick<DumpFile, 'entries' | 'unreadable'>;
type Reader = (text: string, file: string) => Entries;

const files: readonly (readonly [PartKind, string, Reader])[] = [
  ['organization', 'organization.json', readGraphAnswer],
  ['subscribedSkus', 'subscribedSkus.json', readGraphAnswer],
  ['servicePlans', 'service-plans.csv', readCsv],
  ['groups', 'groups.json', readGraphAnswer],
  ['users', 'users.json', readGraphAnswer],
  ['mailboxUsage', 'getMailboxUsageDetail.csv', readCsv],
  ['oneDriveUsage', 'getOneDriveUsageAccountDetail.csv', readCsv],
  ['items', 'items.ndjson', readLines],
];
const needed: readonly PartKind[] = ['organization', 'subscribedSkus', 'users'];

const GraphAnswer = z.object({ value: z.array(z.unknown()) });
const CsvRecords = z.array(
  z.object({ record: z.unknown(), info: z.object({ lines: z.number().int() }) }),
);

/**
 * Reads a folder with a tenant's dump (design: what Microsoft Graph answers, its usage reports, Microsoft's plan list).
 * @throws LocalHostError when a file that is needed is missing, or one is no JSON or CSV at all
 */
export async function readDump(folder: string): Promise<readonly DumpFile[]> {
  const found: DumpFile[] = [];
  for (const [kind, file, read] of files) {
    const text = await readIfThere(join(folder, file));
    if (text !== null) found.push({ kind, file, ...read(text, file) });
    else if (needed.includes(kind)) {
      throw new LocalHostError(
        `${join(folder, file)} is missing. A dump needs organization.json, subscribedSkus.json and users.json.`,
      );
    }
  }
  return found;
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function readGraphAnswer(text: string, file: string): Entries {
  const answer = GraphAnswer.safeParse(readJson(text));
  if (!answer.success) {
    throw new LocalHostError(`${file} is not what Graph answers: {"value":[…]} is expected.`);
  }
  return {
    entries: answer.data.value.map((value, index) => ({ place: `value[${index}]`, value })),
    unreadable: [],
  };
}

function readCsv(text: string, file: string): Entries {
  try {
    const records: unknown = parse(text, {
      bom: true,
      columns: true,
      info: true,
      relaxColumnCount: true,
      skipEmptyLines: true,
    });
    return {
      entries: CsvRecords.parse(records).map(({ record, info }) => ({
        place: `line ${info.lines}`,
        value: record,
      })),
      unreadable: [],
    };
  } catch (error) {
    throw new LocalHostError(
      `${file} can't be read as CSV: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function readLines(text: string, file: string): Entries {
  const entries: DumpEntry[] = [];
  const unreadable: NotLoaded[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const place = `line ${index + 1}`;
    const value = readJson(line);
    if (value === undefined) unreadable.push({ file, place, id: null, reason: 'is no JSON' });
    else entries.push({ place, value });
  }
  return { entries, unreadable };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}
