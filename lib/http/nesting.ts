/** More levels than any request has; code that walks a value level by level runs out of stack at some thousands. */
export const mostLevels = 100;

/** Whether a JSON text has lists and objects in each other beyond `mostLevels`; looked at before it is parsed. */
export function nestsTooDeep(json: string): boolean {
  let levels = 0;
  let isInText = false;
  for (let at = 0; at < json.length; at += 1) {
    const character = json.charAt(at);
    if (isInText) {
      if (character === '\\') at += 1;
      else if (character === '"') isInText = false;
    } else if (character === '"') {
      isInText = true;
    } else if (character === '[' || character === '{') {
      levels += 1;
      if (levels > mostLevels) return true;
    } else if (character === ']' || character === '}') {
      levels -= 1;
    }
  }
  return false;
}
