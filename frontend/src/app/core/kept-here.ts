/** Whether this browser can find again what it keeps, and let its pages take turns: old ones cannot. */
export function canKeepHere(): boolean {
  return 'databases' in indexedDB && 'locks' in navigator;
}

/** Whether somebody may keep work on this device: nothing of its lock is loaded where nobody does. Old browsers do not say. */
export async function isKeptHere(): Promise<boolean> {
  try {
    return (await indexedDB.databases()).some(({ name }) => name === 'denba');
  } catch {
    return false;
  }
}
