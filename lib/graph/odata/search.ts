import type { User } from '../../licensing/user.ts';
import { badRequest, unsupportedQuery } from '../graph-error.ts';

const searched = ['displayName', 'mail', 'userPrincipalName'] as const;
type Searched = (typeof searched)[number];

export type Search = readonly { readonly property: Searched; readonly text: string }[];

/**
 * A `$search` such as `"displayName:adele"`, several of them joined by AND. Each is looked for at the beginning of the
 * property's words.
 * @throws GraphError when it is written otherwise, or names a property that can't be searched
 */
export function parseSearch(text: string): Search {
  return clausesOf(text.trim()).map((clause) => {
    const colon = clause.indexOf(':');
    const name = clause.slice(0, colon);
    const property = searched.find(
      (candidate) => candidate.toLowerCase() === name.trim().toLowerCase(),
    );
    if (colon < 1) throw malformed(text);
    if (property === undefined) {
      throw unsupportedQuery(`$search in '${name}'. It looks in ${searched.join(', ')}.`);
    }
    return {
      property,
      text: clause
        .slice(colon + 1)
        .trim()
        .toLowerCase(),
    };
  });
}

/** The clauses, without their quotation marks. */
function clausesOf(text: string): readonly string[] {
  const clauses: string[] = [];
  let rest = text;
  for (;;) {
    const end = rest.indexOf('"', 1);
    if (!rest.startsWith('"') || end < 0) throw malformed(text);
    clauses.push(rest.slice(1, end));
    rest = rest.slice(end + 1).trim();
    if (rest === '') return clauses;
    const [operator = ''] = rest.split(' ');
    if (operator !== 'AND')
      throw unsupportedQuery(`'${operator}' in $search. Clauses are joined by AND.`);
    rest = rest.slice(operator.length).trim();
  }
}

function malformed(text: string): Error {
  return badRequest(
    `Syntax error in $search=${text}: write "property:text" with the quotation marks, such as $search="displayName:adele".`,
  );
}

/** Whether a user fits every clause. */
export function fitsSearch(search: Search, user: User): boolean {
  return search.every(({ property, text }) => {
    const value = user[property]?.toLowerCase() ?? '';
    return value.startsWith(text) || wordsOf(value).some((word) => word.startsWith(text));
  });
}

const separators = ' .-_@\'"(),';

/** From the beginning of each word to the end, so that a text of several words is found too. */
function wordsOf(value: string): readonly string[] {
  const words: string[] = [];
  for (let at = 1; at < value.length; at += 1) {
    if (separators.includes(value.charAt(at - 1))) words.push(value.slice(at));
  }
  return words;
}
