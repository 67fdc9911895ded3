import { stringify } from 'csv-stringify/sync';
import type { RetentionQuery } from './read-retention.ts';
import { listRetention } from './read-retention.ts';
import type { Session } from '../engine/session.ts';
import type { RetentionAnswer } from '../engine/answers/shapes.ts';

const rowsAtOnce = 200;
/** One file holds so many rows at the most: a function has minutes, not hours. */
const mostRows = 100_000;

const columns = [
  'until',
  'service',
  'state',
  'userId',
  'userPrincipalName',
  'displayName',
  'itemCount',
  'sizeBytes',
  'since',
  'isReadable',
  'eDiscoverySearchable',
  'operationId',
  'ruleSet',
  'holdKinds',
  'startedBy',
  'startedPath',
] as const satisfies readonly (keyof CsvRow)[];

/** A row of the file: what began it in columns of its own. */
interface CsvRow extends Omit<RetentionAnswer, 'holdKinds' | 'operation'> {
  readonly holdKinds: string;
  readonly startedBy: string | null;
  readonly startedPath: string | null;
}

/**
 * Everything held as CSV (RFC 4180, UTF-8 with the mark Excel looks for), soonest first. A field that a spreadsheet
 * would take for a formula begins with an apostrophe.
 * @returns the text, and a token that leads to the rest where there are more than 100,000 rows
 */
export async function retentionCsv(
  session: Session,
  filter: Omit<RetentionQuery, 'top'>,
): Promise<{ readonly text: string; readonly skipToken: string | null }> {
  const rows: CsvRow[] = [];
  let { skipToken } = filter;
  do {
    const slice = await listRetention(session, { ...filter, top: rowsAtOnce, skipToken });
    rows.push(...slice.value.map(toCsvRow));
    ({ skipToken } = slice);
  } while (skipToken !== null && rows.length < mostRows);
  const text = stringify(rows, {
    header: true,
    columns: [...columns],
    bom: true,
    record_delimiter: 'windows',
    escape_formulas: true,
    cast: {
      boolean: String,
      // A line break at the front hides the formula behind it from the option above.
      string: (value) => (/^[\s]+[=+\-@＝＋－＠]/.test(value) ? `'${value}` : value),
    },
  });
  return { text, skipToken };
}

function toCsvRow({ holdKinds, operation, ...row }: RetentionAnswer): CsvRow {
  return {
    ...row,
    holdKinds: holdKinds.join(' '),
    startedBy: operation && (operation.by.name ?? operation.by.id),
    startedPath: operation && operation.path,
  };
}
