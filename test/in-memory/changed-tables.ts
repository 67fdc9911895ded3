import type { Tables } from '../../lib/storage/tables.ts';

/** Tables of which a call or two behave otherwise. */
export function changed(tables: Tables, own: Partial<Tables>): Tables {
  return new Proxy(tables, {
    get(target, name) {
      const member: unknown = Reflect.get(name in own ? own : target, name);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}
