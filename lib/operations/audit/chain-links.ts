import { chainHeadKey, chainLinkKey } from '../../storage/rows/chain-row.ts';
import type { ChainHead } from '../../storage/rows/chain-row.ts';
import type { ReadLink } from './chain-index.ts';
import type { AuditProblems, VerifyState } from './chain-state.ts';

/** Holds a link against the one before it, and says where the chain stands after it. */
export function checkLink(
  problems: AuditProblems,
  before: VerifyState,
  { link, isSound, key, until }: ReadLink,
): VerifyState {
  const expected = before.sequence + 1;
  const links = before.links + 1;
  if (link === null || !isSound) {
    const detail = 'It is not what its hash says; what it names can not be checked.';
    problems.add('changed', { what: 'link', key, link: expected, detail });
    return { ...before, links, sequence: expected, hash: link?.hash ?? '', until };
  }
  const { sequence, previous, after, hash } = link;
  if (sequence < expected) {
    const detail = `There is a link ${sequence} before it.`;
    problems.add('inserted', { what: 'link', key, link: sequence, detail });
    return { ...before, links };
  }
  if (sequence > expected) {
    const detail = `Missing: links ${expected} to ${sequence - 1}.`;
    const removed = { what: 'link', key: chainLinkKey(after), link: sequence - 1, detail } as const;
    problems.add('removed', removed);
  } else if (before.hash !== '' && previous !== before.hash) {
    const changed = before.until === '' ? key : chainLinkKey(before.until);
    const detail = `Link ${sequence} was made after another one.`;
    problems.add('changed', { what: 'link', key: changed, link: before.sequence, detail });
  }
  return { ...before, links, sequence, hash, until };
}

/** Holds the head against the last link. */
export function checkHead(
  problems: AuditProblems,
  { sequence, until }: VerifyState,
  last: ReadLink | null,
  head: ChainHead | 'damaged' | null,
): void {
  const own = { what: 'head', key: chainHeadKey } as const;
  if (head === 'damaged') {
    problems.add('changed', { ...own, detail: 'It does not read as one.' });
  } else if (head === null) {
    if (sequence > 0) problems.add('removed', { ...own, detail: `There are ${sequence} links.` });
  } else if (head.sequence > sequence) {
    const detail = `Missing: links ${sequence + 1} to ${head.sequence}.`;
    const key = chainLinkKey(head.until);
    problems.add('removed', { what: 'link', key, link: head.sequence, detail });
  } else if (head.sequence < sequence || head.until !== until) {
    const detail = `It names link ${head.sequence}, the last one is ${sequence}.`;
    problems.add('changed', { ...own, detail });
  } else if (last?.link && head.hash !== last.link.hash) {
    const detail = 'The head was made of another one.';
    problems.add('changed', { what: 'link', key: last.key, link: sequence, detail });
  } else if (last?.link && head.removedUntil !== last.link.removedUntil) {
    const detail = 'It says another time of removals than the last link.';
    problems.add('changed', { ...own, detail });
  }
}
