export type Duration = { kind: 'duration'; ms: number } | { kind: 'invalid'; message: string };

const units = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 };
const form = /^P(?:(?<w>\d+)W)?(?:(?<d>\d+)D)?(?:T(?:(?<h>\d+)H)?(?:(?<m>\d+)M)?(?:(?<s>\d+)S)?)?$/;
const longestMs = 36_500 * units.d;

/** Reads an ISO 8601 duration of weeks, days, hours, minutes and seconds. */
export function parseDuration(text: string): Duration {
  if (/^P\d+[YM]|^P.*\d+[YM].*T|^P[^T]*\d+[YM]/.test(text)) {
    return invalid(
      `"${text}" has months or years, which have no fixed length: say how many days, for example "P30D".`,
    );
  }
  const groups = form.exec(text)?.groups;
  const parts = Object.entries(units).filter(([unit]) => groups?.[unit] !== undefined);
  if (!groups || parts.length === 0 || text.endsWith('T')) {
    return invalid(`"${text}" is no duration. Good ones: "P31D", "PT12H", "P30DT1H", "P2W".`);
  }
  const ms = parts.reduce((sum, [unit, length]) => sum + Number(groups[unit]) * length, 0);
  if (ms === 0) return invalid(`"${text}" is no time at all. A good one: "P31D".`);
  return ms <= longestMs
    ? { kind: 'duration', ms }
    : invalid(`"${text}" is more than a hundred years. A good one: "P31D".`);
}

/** Writes milliseconds as days, hours, minutes and whole seconds: "P31D", "PT0S". */
export function formatDuration(ms: number): string {
  const total = Math.abs(Math.round(ms / 1000));
  const [days, hours, minutes, seconds] = [
    Math.floor(total / 86_400),
    Math.floor((total % 86_400) / 3600),
    Math.floor((total % 3600) / 60),
    total % 60,
  ];
  const date = days > 0 ? `${days}D` : '';
  const time = [
    hours > 0 ? `${hours}H` : '',
    minutes > 0 ? `${minutes}M` : '',
    seconds > 0 ? `${seconds}S` : '',
  ].join('');
  if (date === '' && time === '') return 'PT0S';
  return `${ms < 0 ? '-' : ''}P${date}${time === '' ? '' : `T${time}`}`;
}

function invalid(message: string): Duration {
  return { kind: 'invalid', message };
}
