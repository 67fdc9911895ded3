import { z } from 'zod';
import type { Service } from '../../licensing/products/service.ts';
import type { MailboxType } from '../../licensing/user.ts';

/** What a row of a usage report says. Null: it does not say. */
export interface UsageRow {
  readonly name: string;
  /** The row is of a mailbox or a site that is deleted, or that Microsoft takes for deleted. */
  readonly isDeleted: boolean;
  readonly reportedOn: string | null;
  readonly itemCount: number | null;
  readonly sizeBytes: number | null;
  readonly mailboxType: MailboxType | null;
  readonly hasArchive: boolean | null;
}

/** The columns whose names differ between the reports, as Graph writes them. */
interface Report {
  readonly service: Service;
  readonly name: string;
  readonly items: string;
}

export const reports = {
  /** `getMailboxUsageDetail` */
  mailboxUsage: { service: 'exchange', name: 'User Principal Name', items: 'Item Count' },
  /** `getOneDriveUsageAccountDetail` */
  oneDriveUsage: { service: 'oneDrive', name: 'Owner Principal Name', items: 'File Count' },
} as const satisfies Record<string, Report>;

const Cell = z.union([z.string(), z.number(), z.boolean(), z.null(), z.undefined()]).catch(null);

/**
 * Reads the rows of a report. Columns are found by their letters alone, so that Graph's CSV and its JSON
 * (`userPrincipalName`) read alike, whatever other columns there are; a blank or absent one is not known.
 */
export function usageRow({ name, items }: Report): z.ZodType<UsageRow> {
  return z.record(z.string(), Cell).transform((raw, context): UsageRow => {
    const cells = new Map(Object.entries(raw).map(([column, value]) => [letters(column), value]));
    const text = (column: string): string | null => {
      const cell = cells.get(letters(column));
      return cell === null || cell === undefined ? null : String(cell).trim() || null;
    };
    const count = (column: string): number | null => {
      const cell = text(column);
      const number = Number(cell);
      if (cell === null) return null;
      if (Number.isSafeInteger(number) && number >= 0) return number;
      context.addIssue({
        code: 'custom',
        path: [column],
        message: `'${cell.slice(0, 40)}' is no whole number of 0 or more`,
      });
      return null;
    };
    if (!cells.has(letters(name))) {
      context.addIssue({ code: 'custom', path: [name], message: 'is no column of this file' });
    }
    return {
      name: text(name) ?? '',
      isDeleted: isTrue(text('Is Deleted')) === true,
      reportedOn: dayOf(text('Report Refresh Date')),
      itemCount: count(items),
      sizeBytes: count('Storage Used (Byte)') ?? count('Storage Used In Bytes'),
      mailboxType: toMailboxType(text('Recipient Type')),
      hasArchive: isTrue(text('Has Archive')),
    };
  });
}

/** A name of a person has an `@` in every language; what Microsoft puts in its place has none. */
export function namesSomebody({ name }: Pick<UsageRow, 'name'>): boolean {
  return name.includes('@');
}

export const namesNobody =
  'names nobody: Microsoft conceals names in this report. Turn off "Display concealed user, group, and site names in ' +
  'all reports" (Microsoft 365 admin center > Settings > Org settings > Services > Reports) and export the report again';

/**
 * Which of two rows of one person counts, wherever they stand: the one of the later report, else the one that says of more.
 * Somebody who came back has two OneDrives in a report.
 */
export function countsBefore(
  a: Pick<UsageRow, 'reportedOn' | 'itemCount' | 'sizeBytes'>,
  b: Pick<UsageRow, 'reportedOn' | 'itemCount' | 'sizeBytes'>,
): boolean {
  if (a.reportedOn !== b.reportedOn) return (a.reportedOn ?? '') > (b.reportedOn ?? '');
  if (a.sizeBytes !== b.sizeBytes) return (a.sizeBytes ?? -1) > (b.sizeBytes ?? -1);
  return (a.itemCount ?? -1) > (b.itemCount ?? -1);
}

function letters(column: string): string {
  return column.replaceAll(/[^a-z]/gi, '').toLowerCase();
}

function isTrue(cell: string | null): boolean | null {
  if (cell === null) return null;
  if (/^(true|1|yes)$/i.test(cell)) return true;
  return /^(false|0|no)$/i.test(cell) ? false : null;
}

function dayOf(cell: string | null): string | null {
  return /^\d{4}-\d\d-\d\d/.exec(cell ?? '')?.[0] ?? null;
}

/** Exchange says `Shared` here, and `SharedMailbox` elsewhere. */
function toMailboxType(cell: string | null): MailboxType | null {
  if (cell === null) return null;
  const known = /^(user|shared|room|equipment)(mailbox)?$/i.exec(cell)?.[1]?.toLowerCase();
  switch (known) {
    case 'user':
    case 'shared':
    case 'room':
    case 'equipment':
      return known;
    default:
      return 'other';
  }
}
