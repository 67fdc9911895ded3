const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

interface Field {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** What its values may be called, the first of them for `from`. */
  readonly names?: readonly string[];
}

const fields: readonly Field[] = [
  { name: 'second', from: 0, to: 59 },
  { name: 'minute', from: 0, to: 59 },
  { name: 'hour', from: 0, to: 23 },
  { name: 'day of the month', from: 1, to: 31 },
  { name: 'month', from: 1, to: 12, names: months },
  { name: 'day of the week', from: 0, to: 6, names: weekdays },
];

const example = '0 */15 * * * * is every 15 minutes';

/**
 * What is wrong with the schedule of a timer, as the host of Azure Functions reads NCRONTAB: six fields, seconds first, each
 * a value, a range, a list or a step. Its shorter forms are not taken: they mean something else than they look like.
 * @returns a sentence's end, null for a schedule that comes
 * @see https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer#ncrontab-expressions
 */
export function scheduleProblem(text: string): string | null {
  const parts = text.trim().split(/\s+/);
  if (parts.length !== fields.length) {
    return `has ${parts.length} fields in place of the six of NCRONTAB, seconds first: ${example}`;
  }
  const values = fields.map((field, index) => valuesOf(parts[index] ?? '', field));
  const wrong = values.indexOf(null);
  if (wrong >= 0) {
    const { name = '', from = 0, to = 0 } = fields[wrong] ?? {};
    return `has no ${name} from ${from} to ${to} in its field ${wrong + 1}: ${example}`;
  }
  const [, , , days, monthsOfYear] = values;
  const longest = Math.max(...[...(monthsOfYear ?? [])].map(daysIn));
  const first = Math.min(...(days ?? []));
  return first > longest ? `names a day that never comes: ${example}` : null;
}

/** February has its 29th every four years. */
function daysIn(month: number): number {
  if (month === 2) return 29;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** The values a field stands for; null for what is none of its forms. */
function valuesOf(text: string, field: Field): ReadonlySet<number> | null {
  const found = new Set<number>();
  for (const part of text.split(',')) {
    const [, first = '', last, step] = /^([^-/]+)(?:-([^-/]+))?(?:\/(\d+))?$/.exec(part) ?? [];
    const from = first === '*' ? field.from : valueOf(first, field);
    const to = first === '*' ? field.to : last === undefined ? from : valueOf(last, field);
    const every = Number(step ?? 1);
    if (from === null || to === null || from > to || every < 1) return null;
    // A step is one of all values or of a range: of a single value hosts disagree what it is.
    if (first === '*' ? last !== undefined : last === undefined && step !== undefined) return null;
    for (let value = from; value <= to; value += every) found.add(value);
  }
  return found;
}

function valueOf(text: string, { from, to, names = [] }: Field): number | null {
  const named = names.indexOf(text.toLowerCase());
  if (named >= 0) return from + named;
  const value = /^\d{1,2}$/.test(text) ? Number(text) : -1;
  return value >= from && value <= to ? value : null;
}

const dayMinutes = 24 * 60;

/**
 * The longest time between two runs of a schedule that has no problem, in minutes: exact for one that runs every day, a
 * week or a year for one of some weekdays or some days of the year.
 */
export function longestPauseMinutes(text: string): number {
  const parts = text.trim().split(/\s+/);
  const [, minutes, hours, days, ofYear, weekday] = fields.map(
    (field, index) => valuesOf(parts[index] ?? '', field) ?? new Set<number>(),
  );
  if ((days?.size ?? 0) < 31 || (ofYear?.size ?? 0) < 12) return 366 * dayMinutes;
  if ((weekday?.size ?? 0) < 7) return 7 * dayMinutes;
  const times = [...(hours ?? [])]
    .flatMap((hour) => [...(minutes ?? [])].map((minute) => hour * 60 + minute))
    .toSorted((a, b) => a - b);
  const [first = 0] = times;
  return Math.max(...times.map((time, index) => (times[index + 1] ?? first + dayMinutes) - time));
}
