/** How a language writes numbers, sizes and times. Times are shown in the time zone of whoever looks. */
export interface Formats {
  readonly number: (value: number) => string;
  /** A size in bytes, in the unit that fits: 512 MB. */
  readonly bytes: (value: number) => string;
  /** 25 Dec 2026 */
  readonly shortDay: (instant: string) => string;
  /** 25 December 2026 at 16:53 */
  readonly moment: (instant: string) => string;
  /** A time that is that many milliseconds away: in 29 days, 2 hours ago. */
  readonly distance: (ms: number) => string;
  /** Several things in a row: a, b and c. */
  readonly list: (items: readonly string[]) => string;
}

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

export function createFormats(language: string): Formats {
  // English as the admin centers outside the United States write it: the day before the month.
  const locale = language === 'en' ? 'en-GB' : language;
  const number = new Intl.NumberFormat(locale);
  const shortDay = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' });
  const distance = new Intl.RelativeTimeFormat(locale);
  const list = new Intl.ListFormat(locale);
  return {
    number: (value) => number.format(value),
    bytes: (value) => formatBytes(value, locale),
    shortDay: (instant) => shortDay.format(new Date(instant)),
    moment: (instant) => moment.format(new Date(instant)),
    distance: (ms) => distance.format(...steps(ms)),
    list: (items) => list.format(items),
  };
}

/** Whole days from two days on, hours from one hour on: what is left is never said to be more than it is. */
function steps(ms: number): [number, 'day' | 'hour' | 'minute'] {
  const minutes = Math.trunc(ms / 60_000);
  if (Math.abs(minutes) < 60) return [minutes, 'minute'];
  const hours = Math.trunc(minutes / 60);
  return Math.abs(hours) < 48 ? [hours, 'hour'] : [Math.trunc(hours / 24), 'day'];
}

function formatBytes(value: number, locale: string): string {
  const power = value < 1 ? 0 : Math.min(Math.floor(Math.log10(value) / 3), units.length - 1);
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: units[power] ?? 'byte',
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumSignificantDigits: 3,
  }).format(value / 1000 ** power);
}
