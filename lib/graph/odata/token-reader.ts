import { badRequest } from '../graph-error.ts';
import type { Token } from './tokens.ts';

/** Reads tokens one after the other and says what was expected where they go wrong. */
export class TokenReader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** Takes a word such as `and` when it is next, without regard to case. */
  takeWord(text: string): boolean {
    return this.#takeIf('word', text);
  }

  /** Takes a bracket, comma, slash or colon when it is next. */
  take(text: string): boolean {
    return this.#takeIf('punctuation', text);
  }

  /** @throws GraphError when it is not next */
  expect(text: string): void {
    if (!this.take(text)) throw syntaxError(this.#tokens[this.#at], `'${text}'`);
  }

  /** @throws GraphError when something is left */
  expectEnd(): void {
    const rest = this.#tokens[this.#at];
    if (rest !== undefined) throw syntaxError(rest, 'the end, and or or');
  }

  word(what: string): Token {
    return this.#nextOf('word', what);
  }

  /** The text of a string. */
  string(what: string): string {
    return this.#nextOf('string', what).text;
  }

  /** @throws GraphError at the end */
  next(what: string): Token {
    const token = this.#tokens[this.#at];
    if (token === undefined) throw syntaxError(token, what);
    this.#at += 1;
    return token;
  }

  #nextOf(kind: Token['kind'], what: string): Token {
    const token = this.next(what);
    if (token.kind !== kind) throw syntaxError(token, what);
    return token;
  }

  #takeIf(kind: Token['kind'], text: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.kind !== kind || token.text.toLowerCase() !== text) return false;
    this.#at += 1;
    return true;
  }
}

/** Something stands where something else is expected. */
export function syntaxError(token: Token | undefined, expected: string): Error {
  return badRequest(
    token === undefined
      ? `Invalid filter clause: it ends where ${expected} is expected.`
      : `Invalid filter clause: '${token.text}' at position ${token.at}, where ${expected} is expected.`,
  );
}
