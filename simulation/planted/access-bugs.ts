import type { PlantedBug } from './planted-bug.ts';
import { bug } from './planted-bug.ts';

/** Mistakes in who may read and who may act. */
export const accessBugs: readonly PlantedBug[] = [
  bug(
    'a token of one query goes on in another',
    'lib/operations/lists/paging.ts',
    'JSON.stringify([kind, tenantId, query])',
    'JSON.stringify([kind, tenantId])',
  ),
  bug(
    'a token of one tenant goes on in another',
    'lib/operations/lists/paging.ts',
    'JSON.stringify([kind, tenantId, query])',
    'JSON.stringify([kind, query, tenantId.length])',
  ),
  bug(
    'a forged token leads to rows of another kind',
    'lib/operations/lists/paging.ts',
    'position >= from && position < to',
    'position >= from || position < to',
  ),
  bug(
    'a delegate reads of whom nothing is held',
    'lib/licensing/reading.ts',
    '.filter(([, { state }]) => openToDelegates.has(state));',
    '.filter(([, { state }]) => state.length > 0);',
  ),
  bug(
    'a delegate reads every service once one is held',
    'lib/licensing/reading.ts',
    'return open.length === 0 ? null : { ...user, data: Object.fromEntries(open) };',
    'return open.length === 0 ? null : user;',
  ),
  bug(
    'a delegate’s answer is not held against what came meanwhile',
    'lib/operations/held-data/read-data.ts',
    "if (reader.kind === 'delegate') await findReadable(",
    "if (reader.kind === 'delegate' && generation === 0) await findReadable(",
  ),
  bug(
    'an ID token with roles is an app',
    'lib/http/verify-token.ts',
    'const id = azp ?? appid;',
    'const id = azp ?? appid ?? oid;',
  ),
  bug(
    'a person without a scope is an app',
    'lib/http/verify-token.ts',
    'sub === undefined || sub === oid',
    'sub === undefined || sub.length > 0',
  ),
  bug(
    'a namespace is taken off a parameter',
    'lib/graph/path-segments.ts',
    '.map((part) => decode(part));',
    ".map((part) => decode(part).replace(/^(microsoft[.])?graph[.]/, ''));",
  ),
  bug(
    'a key is read inside a parameter',
    'lib/graph/match-route.ts',
    'params[parameter] = given;',
    "params[parameter] = keyOf('users', given) ?? given;",
  ),
  bug(
    'an id of two dots is taken',
    'lib/licensing/ids.ts',
    "return id !== '.' && id !== '..';",
    "return id !== '.';",
  ),
  bug(
    'what deletes is taken with a slash at its end',
    'lib/http/read-input.ts',
    "if (method !== 'DELETE' || !path.endsWith('/')) return;",
    "if (method !== 'DELETE' || !path.endsWith('//')) return;",
  ),
  bug(
    'a body in chunks is read as none',
    'lib/http/read-input.ts',
    "if (request.headers.has('transfer-encoding')) throw lengthRequired({}, { target: 'body' });",
    '',
  ),
  bug(
    'each invented calendar link is counted for itself',
    'lib/http/rate-limits.ts',
    'if (known.has(keyOf(sender))) return admitCaller(sender);',
    'if (known.size >= 0) return admitCaller(sender);',
  ),
  bug(
    'a calendar link opens for ever',
    'lib/operations/retention/calendar-links.ts',
    'if (now >= link.expiresAt) return null;',
    'if (now < link.createdAt) return null;',
  ),
  bug(
    'the calendar link of somebody blocked opens',
    'lib/operations/retention/calendar-links.ts',
    'return !maker.value.accountEnabled || ',
    'return ',
  ),
  bug(
    'a tombstone that stands in the place of another is excused',
    'lib/operations/audit/chain-checks.ts',
    '} else if (later !== null || !isSame) {',
    '} else if (later !== null || (!isSame && rows.every((row) => nameOfRow(row) === name))) {',
  ),
  bug(
    'an operation’s key is used again before its time',
    'lib/operations/audit/chain-checks.ts',
    'return by.link !== null && at < by.link.removedUntil;',
    'return by.link !== null;',
  ),
  bug(
    'an audience that no token of Entra has is taken',
    'lib/environment.ts',
    'audience === undefined || local !== undefined || ClientId.safeParse(audience).success,',
    'audience === undefined || local !== undefined || audience.length > 0,',
  ),
  bug(
    'an authority that is out takes its keys with it',
    'lib/http/signing-keys.ts',
    'if (!isUsable) throw error;',
    'if (!isUsable || error !== null) throw error;',
  ),
  bug(
    'a key that was rotated just now is a wrong token',
    'lib/http/signing-keys.ts',
    'if (kid !== undefined && !isJustRead && this.#key(kid) === undefined) await this.#lookAgain();',
    'if (kid === undefined && !isJustRead) await this.#lookAgain();',
  ),
  bug(
    'a key that was withdrawn is believed for ever',
    'lib/http/signing-keys.ts',
    'const isUsable = this.#isWithin(mostStaleMs, this.#readAt);',
    'const isUsable = this.#readAt !== null;',
  ),
  bug(
    'Graph words a refusal with routes of the portal API',
    'lib/graph/graph-error.ts',
    "import { wordWay } from './way-words.ts';",
    "import { wordWay } from '../api/way-words.ts';",
  ),
];
