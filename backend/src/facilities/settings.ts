import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { SettingView } from '../domain/facilities/place.js';
import { absent, Problem } from '../domain/problem.js';
import type { Receipt } from '../domain/receipt.js';
import { refusalOf, SETTINGS, type SettingKey, type Settings, settingsFrom } from '../domain/settings.js';
import { Journal } from '../journal/journal.js';
import { Transactions } from '../platform/database/transactions.js';
import type { WriteRequest } from '../platform/http/write-request.js';
import type { Actor } from '../platform/security/actor.js';
import type { SettingBody } from './dto/setting-bodies.js';

interface GivenValue {
  readonly key: string;
  readonly value: string | number;
  readonly place_id: number;
}

/** The settings in force at a place: the nearest place on its path that gives a value wins. */
export async function settingsAt(tx: EntityManager, placeId: number): Promise<Settings> {
  return settingsFrom(await givenOnPath(tx, placeId));
}

async function givenOnPath(tx: EntityManager, placeId: number): Promise<readonly GivenValue[]> {
  return tx.query<GivenValue[]>(
    `SELECT s.key, s.value, s.place_id FROM app.place p JOIN app.setting s ON s.place_id = ANY (p.path)
     WHERE p.id = $1 ORDER BY array_position(p.path, s.place_id)`,
    [placeId],
  );
}

/** The setting that names the safeguarding focal point of a district, by the name of the account. */
const NAMED_PERSON: SettingKey = 'safeguarding.person';

/** Reading and giving values, as the settings screen does. */
@Injectable()
export class SettingCommands {
  constructor(
    private readonly transactions: Transactions,
    private readonly journal: Journal,
  ) {}

  list(actor: Actor, place: number | undefined): Promise<readonly SettingView[]> {
    return this.transactions.read(actor, async (tx) => {
      const [asked] = await tx.query<{ id: number }[]>(
        `SELECT id FROM app.place WHERE ($1::int IS NULL AND kind = 'country') OR id = $1`,
        [place ?? null],
      );
      if (!asked) throw absent('place');
      const given = new Map((await givenOnPath(tx, asked.id)).map((row) => [row.key, row]));
      return Object.entries(SETTINGS).map(([key, setting]) => ({
        key,
        value: given.get(key)?.value ?? setting.default,
        default: setting.default,
        placeId: given.get(key)?.place_id ?? null,
      }));
    });
  }

  put(actor: Actor, request: WriteRequest, { placeId, key, value }: SettingBody): Promise<Receipt> {
    assertAcceptable(key, value);
    return this.transactions.run(actor, request, async (tx) => {
      if (key === NAMED_PERSON && value !== null) await this.assertNameable(tx, actor, value);
      const [place] = await tx.query<{ id: number }[]>('SELECT id FROM app.place WHERE id = $1', [placeId]);
      if (!place) {
        throw new Problem('invalid', 'place.unknown', {
          fields: [{ field: 'placeId', code: 'place.unknown' }],
        });
      }
      const version = await this.give(tx, placeId, key, value);
      await this.journal.record(tx, actor, {
        command: 'update',
        subject: 'setting',
        subjectId: key,
        placeId,
        fields: [key],
        hashed: { [key]: value },
      });
      return { id: `${placeId}:${key}`, version };
    });
  }

  /** Whoever may read what is closed to everybody else is somebody, and is not named by themselves. */
  private async assertNameable(tx: EntityManager, actor: Actor, username: unknown): Promise<void> {
    const refused = (code: 'setting.not-yourself' | 'setting.person-unknown'): Problem =>
      new Problem('invalid', code, { fields: [{ field: 'value', code }] });
    if (username === actor.person.username) throw refused('setting.not-yourself');
    const [person] = await tx.query<unknown[]>(
      'SELECT 1 FROM app.person WHERE lower(username) = lower($1) AND disabled_at IS NULL',
      [username],
    );
    if (person === undefined) throw refused('setting.person-unknown');
  }

  private async give(tx: EntityManager, placeId: number, key: string, value: unknown): Promise<number> {
    if (value === null) {
      await tx.query('DELETE FROM app.setting WHERE place_id = $1 AND key = $2', [placeId, key]);
      return 0;
    }
    const [row] = await tx.query<{ version: number }[]>(
      `INSERT INTO app.setting AS kept (place_id, key, value) VALUES ($1, $2, $3)
       ON CONFLICT (place_id, key) DO UPDATE SET value = EXCLUDED.value, version = kept.version + 1 RETURNING version`,
      [placeId, key, JSON.stringify(value)],
    );
    return row?.version ?? 1;
  }
}

function assertAcceptable(key: string, value: unknown): void {
  const isKnown = Object.hasOwn(SETTINGS, key);
  const refusal = value === null && isKnown ? null : refusalOf(key, value);
  if (refusal === null) return;
  const field = refusal === 'setting.unknown' ? 'key' : 'value';
  const setting = isKnown ? SETTINGS[key as SettingKey] : undefined;
  const params =
    refusal === 'setting.bounds' && setting && 'bounds' in setting
      ? { min: setting.bounds[0], max: setting.bounds[1] }
      : {};
  throw new Problem('invalid', refusal, { params, fields: [{ field, code: refusal, params }] });
}
