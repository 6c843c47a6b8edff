/** Room on this device: bytes taken and granted, and whether the browser has promised not to erase them by itself. */
export interface Space {
  readonly used: number;
  readonly granted: number;
  readonly isPromised: boolean;
}

/** `null` where the browser does not say. */
export async function spaceOf(): Promise<Space | null> {
  if (!('storage' in navigator)) return null;
  const { usage = 0, quota = 0 } = await navigator.storage.estimate();
  return { used: usage, granted: quota, isPromised: await navigator.storage.persisted() };
}
