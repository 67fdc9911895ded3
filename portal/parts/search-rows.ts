/** Whether every word that was typed begins a word of what is searched. */
export function matches(searched: readonly string[], typed: string): boolean {
  const words = wordsOf(searched.join(' '));
  return wordsOf(typed).every((wanted) => words.some((word) => word.startsWith(wanted)));
}

/** Words without accents, as people type them who have no such key; what stands on both sides of a sign is one each. */
function wordsOf(text: string): readonly string[] {
  const plain = text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}
