import type { Figure } from '../drive/measure.ts';

/** The middle of some values; of an even number the lower one of both. */
export function median(values: readonly number[]): number {
  const ascending = values.toSorted((a, b) => a - b);
  return ascending[Math.floor((ascending.length - 1) / 2)] ?? Number.NaN;
}

/** Each figure's own median. */
export function medianOf(figures: readonly Figure[]): Figure {
  const of = (name: keyof Figure): number => median(figures.map((figure) => figure[name]));
  return {
    perSecond: of('perSecond'),
    p50: of('p50'),
    p99: of('p99'),
    cpu: of('cpu'),
    storageCpu: of('storageCpu'),
  };
}
