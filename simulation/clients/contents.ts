import { canary } from '../world/population.ts';
import type { Random } from '../world/random.ts';

/** Two code units each, three bytes each, and six characters each once they are written as JSON. */
const fillers = ['\u{1F600}', '\u{1F600}', '漢', '\u0001'] as const;

/** The content of an item: most often a few words, now and then as long as several properties of a row. */
export function randomContent(random: Random, number: number): string {
  const words = `${canary} ${number} `;
  if (!random.chance(0.15)) return words;
  const filler = random.pick(fillers);
  // Around the lengths at which a text is cut, so that a character stands on either side of the cut, or on it.
  const length = random.pick([32_000, 64_000]) / filler.length + random.between(-300, 100);
  return words + 'a'.repeat(random.int(2)) + filler.repeat(length);
}
