/** How a language writes numbers, sizes and times. Times are shown in the time zone of whoever looks. */
export interface Formats {
  readonly number: (value: number) => string;
  /** A size in bytes, in the unit that fits: 512 MB. */
  readonly bytes: (value: number) => string;
  /** 25 December 2026 */
  readonly day: (instant: string) => string;
  /** 25 December 2026 at 16:53 */
  readonly moment: (instant: string) => string;
  /** Several things in a row: a, b and c. */
  readonly list: (items: readonly string[]) => string;
}

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

export function createFormats(language: string): Formats {
  // English as the admin centers outside the United States write it: the day before the month.
  const locale = language === 'en' ? 'en-GB' : language;
  const number = new Intl.NumberFormat(locale);
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long' });
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' });
  const list = new Intl.ListFormat(locale);
  return {
    number: (value) => number.format(value),
    bytes: (value) => formatBytes(value, locale),
    day: (instant) => day.format(new Date(instant)),
    moment: (instant) => moment.format(new Date(instant)),
    list: (items) => list.format(items),
  };
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
