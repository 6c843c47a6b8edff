import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { refusalOf, SETTINGS, settingsFrom, type SettingKey } from './settings.js';
import { settingsEn } from './texts/settings.en.js';
import { settingsFr } from './texts/settings.fr.js';

describe('the settings of a place', () => {
  it('start from defaults that are themselves acceptable, each with its words', () => {
    for (const [key, setting] of Object.entries(SETTINGS)) {
      expect({ key, refused: refusalOf(key, setting.default) }).toEqual({ key, refused: null });
      expect(settingsFr[key as SettingKey]).toMatch(/\S/);
      expect(settingsEn[key as SettingKey]).toMatch(/\S/);
    }
    expect(settingsFrom()['audit.maternal-days']).toBe(7);
  });

  it('let the nearest place win', () => {
    const rows = [
      { key: 'audit.maternal-days', value: 14 },
      { key: 'audit.maternal-days', value: 21 },
    ];
    expect(settingsFrom(rows)['audit.maternal-days']).toBe(21);
  });

  it.each([
    ['nothing', 1, 'setting.unknown'],
    ['toString', 1, 'setting.unknown'],
    ['audit.maternal-days', '7', 'setting.type'],
    ['audit.maternal-days', 7.5, 'setting.type'],
    ['audit.maternal-days', Number.NaN, 'setting.type'],
    ['audit.maternal-days', 0, 'setting.bounds'],
    ['draw.other', 1.01, 'setting.bounds'],
    ['draw.other', 0, null],
    ['hold.lifted-by', 'notifier', 'setting.type'],
    ['hold.lifted-by', 'centre-head', null],
    ['hold.lifted-by', 'region', 'setting.type'],
  ])('%s = %p is %p', (key, value, refusal) => {
    expect(refusalOf(key, value)).toBe(refusal);
  });

  it('ignore a row that is not acceptable, whatever it holds', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(SETTINGS)), fc.jsonValue(), (key, value) => {
        const settings = settingsFrom([{ key, value }]);
        const expected = refusalOf(key, value) === null ? value : SETTINGS[key as SettingKey].default;
        expect(settings[key as SettingKey]).toEqual(expected);
      }),
    );
  });
});
