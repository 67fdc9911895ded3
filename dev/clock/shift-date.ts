/**
 * Moves `Date` by an offset: Date.now(), new Date() and Date(). Everything else stays the real one, so instanceof,
 * subclasses, Date.parse and Date.UTC keep working. Returns what takes it back.
 */
export function shiftDate(offset: () => number): () => void {
  const RealDate = globalThis.Date;
  const realNow = RealDate.now;
  const now = () => realNow() + offset();
  const Shifted = new Proxy(RealDate, {
    construct: (target, args: unknown[], newTarget): object =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: () => new RealDate(now()).toString(),
  });
  RealDate.now = now;
  RealDate.prototype.constructor = Shifted;
  globalThis.Date = Shifted;
  return () => {
    RealDate.now = realNow;
    RealDate.prototype.constructor = RealDate;
    globalThis.Date = RealDate;
  };
}
