/** Whether somebody may keep work on this device: nothing of its lock is loaded where nobody does. Old browsers do not say. */
export async function isKeptHere(): Promise<boolean> {
  try {
    return (await indexedDB.databases()).some(({ name }) => name === 'denba');
  } catch {
    return false;
  }
}
