import type { SettingKey } from '../settings.js';

/** What each setting is called; a missing one does not compile. */
export type SettingTexts = Readonly<Record<SettingKey, string>>;
