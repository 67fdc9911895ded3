const loopback = /^(localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Whether an address is on this very machine. One with a user name in it is none: it is read in more than one way. */
export function isLoopback(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return /^https?:$/.test(protocol) && !hasCredentials(text) && loopback.test(hostname);
}

/** Whether an address holds a user name or a password, which would go wherever the address is written down. */
export function hasCredentials(text: string): boolean {
  const { username, password } = new URL(text);
  return username !== '' || password !== '';
}
