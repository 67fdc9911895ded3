import { noSearchWord } from '../../refusals/requests.ts';
import type { VaultItem } from '../../storage/rows/vault-item-row.ts';

/** Tells whether an item has what was searched for. */
export type ItemMatch = (item: Pick<VaultItem, 'name' | 'content'>) => boolean;

/**
 * Reads a query: words, and phrases in "quotes". An item matches when each of them stands in its name or its content,
 * without regard to case.
 * @throws UnseatError invalidRequest for a query without a word
 */
export function toItemMatch(query: string): ItemMatch {
  const found = query.matchAll(/"([^"]*)"|([^\s"]+)/g);
  const wanted = [...found]
    .map(([, phrase, word]) => comparable(phrase ?? word ?? ''))
    .filter((text) => text !== '');
  if (wanted.length === 0) {
    throw noSearchWord({}, 'query');
  }
  return ({ name, content }) => {
    const text = comparable(`${name}\n${content}`);
    return wanted.every((part) => text.includes(part));
  };
}

/** Accents may be written as one character or as two, and a phrase may be broken over lines. */
function comparable(text: string): string {
  return text.normalize('NFC').toLowerCase().replaceAll(/\s+/g, ' ').trim();
}
