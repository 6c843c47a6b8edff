import type pg from 'pg';
import { normalName } from '../domain/facilities/place-name.js';
import type { NewPerson, NewPlace } from './survey.js';

const SINCE = '2019-01-01';

/** Numbers of the places by code; places that were there before go by their number, `#12`. */
export async function writePlaces(
  client: pg.Client,
  levels: readonly (readonly NewPlace[])[],
): Promise<ReadonlyMap<string, number>> {
  const { rows: before } = await client.query<{ id: number; code: string | null }>(
    'SELECT id, code FROM app.place',
  );
  const ids = new Map(
    before.flatMap(({ id, code }): [string, number][] => [
      [`#${id}`, id],
      [code ?? `#${id}`, id],
    ]),
  );
  for (const level of levels) {
    const { rows } = await client.query<{ id: number; code: string }>(
      `INSERT INTO app.place (kind, name, normal_name, code, parent_id, partner)
       SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::int[], $6::bool[]) RETURNING id, code`,
      [
        level.map(({ kind }) => kind),
        level.map(({ name }) => name),
        level.map(({ name }) => normalName(name)),
        level.map(({ code }) => code),
        level.map(({ within }) => ids.get(within)),
        level.map(({ partner }) => partner ?? false),
      ],
    );
    for (const { id, code } of rows) ids.set(code, id);
  }
  return ids;
}

/** People with their roles since long ago, and where they work. */
export async function writePeople(
  client: pg.Client,
  people: readonly NewPerson[],
  places: ReadonlyMap<string, number>,
): Promise<void> {
  await client.query(
    `INSERT INTO app.person (id, username, display_name, profession, password_hash, must_change_password)
     SELECT p.id, p.username, p.name, p.profession, '', TRUE
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) AS p (id, username, name, profession)`,
    [
      people.map(({ id }) => id),
      people.map(({ username }) => username),
      people.map(({ name }) => name),
      people.map(({ profession }) => profession),
    ],
  );
  await client.query(
    `INSERT INTO app.membership (id, person_id, role, place_id, from_date)
     SELECT gen_random_uuid(), m.person, m.role, m.place, $4::date FROM unnest($1::uuid[], $2::text[], $3::int[]) AS m (person, role, place)`,
    [
      people.map(({ id }) => id),
      people.map(({ role }) => role),
      people.map(({ at }) => places.get(at)),
      SINCE,
    ],
  );
  const workers = people.filter(({ works }) => works !== undefined);
  await client.query(
    `INSERT INTO app.affiliation (id, person_id, place_id, link, from_date, source)
     SELECT gen_random_uuid(), f.person, f.place, 'works', $3::date, 'posting' FROM unnest($1::uuid[], $2::int[]) AS f (person, place)`,
    [workers.map(({ id }) => id), workers.map(({ works }) => places.get(works ?? '')), SINCE],
  );
}
