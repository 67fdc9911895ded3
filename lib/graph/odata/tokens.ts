import { badRequest } from '../graph-error.ts';

export type Token =
  | { readonly kind: 'punctuation'; readonly text: string; readonly at: number }
  | { readonly kind: 'string'; readonly text: string; readonly at: number }
  /** A name, a keyword, a number, a GUID or a date: the parser knows which one it wants. */
  | { readonly kind: 'word'; readonly text: string; readonly at: number };

const punctuation = '(),/:';
const afterDigit = ':+';

/**
 * Splits an OData expression into tokens.
 * @throws GraphError for text that ends inside a string, or a character OData does not have
 */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const first = text.charAt(at);
    if (first === ' ' || first === '\t') {
      at += 1;
    } else if (first === "'") {
      const end = endOfString(text, at);
      tokens.push({ kind: 'string', text: text.slice(at + 1, end).replaceAll("''", "'"), at });
      at = end + 1;
    } else if (punctuation.includes(first)) {
      tokens.push({ kind: 'punctuation', text: first, at });
      at += 1;
    } else {
      const end = endOfWord(text, at);
      tokens.push({ kind: 'word', text: text.slice(at, end), at });
      at = end;
    }
  }
  return tokens;
}

/** An apostrophe inside a string is written twice. */
function endOfString(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length) {
    if (text.charAt(at) !== "'") at += 1;
    else if (text.charAt(at + 1) === "'") at += 2;
    else return at;
  }
  throw badRequest(`Invalid filter clause: the string that begins at position ${from} has no end.`);
}

function endOfWord(text: string, from: number): number {
  // Only what begins with a digit, a date, has colons inside; elsewhere a colon ends the name before it.
  const isNumeric = isDigit(text.charAt(from)) || text.charAt(from) === '-';
  let at = from;
  while (at < text.length && isWordCharacter(text.charAt(at), isNumeric)) at += 1;
  if (at === from) {
    throw badRequest(
      `Invalid filter clause: there is a character at position ${from} that does not belong there: ${text.charAt(from)}`,
    );
  }
  return at;
}

function isWordCharacter(character: string, isNumeric: boolean): boolean {
  const isLetter = character.toLowerCase() !== character.toUpperCase();
  return (
    isLetter ||
    isDigit(character) ||
    '_$.-@'.includes(character) ||
    (isNumeric && afterDigit.includes(character))
  );
}

function isDigit(character: string): boolean {
  return character >= '0' && character <= '9';
}
