import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who asks, and as whom, is found out with every request too: like the bars, planned once a connection. */
export class SignInPlannedOnce1764000000171 implements MigrationInterface {
  name = 'SignInPlannedOnce1764000000171';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION app.memberships_of(person uuid, today date) RETURNS json
      LANGUAGE plpgsql STABLE SET search_path = pg_catalog AS $$
      BEGIN
        RETURN (SELECT json_agg(json_build_object('id', m.id, 'role', m.role, 'placeId', m.place_id, 'placeName', l.name,
            'placeKind', l.kind, 'placePath', l.path, 'from', m.from_date, 'to', m.to_date) ORDER BY m.from_date, m.id)
          FROM app.membership m JOIN app.place l ON l.id = m.place_id
          WHERE m.person_id = memberships_of.person AND m.from_date <= today AND (m.to_date IS NULL OR m.to_date >= today));
      END $$;

      CREATE FUNCTION app.signed_in(token bytea, now timestamptz, idle timestamptz)
      RETURNS TABLE (id uuid, username text, profession text, language text, must_change_password boolean, must_enrol boolean,
        seen_at timestamptz, proved_at timestamptz, factor_given boolean, has_factor boolean, rule text)
      LANGUAGE plpgsql STABLE SET search_path = pg_catalog AS $$
      BEGIN
        RETURN QUERY SELECT p.id, p.username, p.profession, p.language, p.must_change_password, p.must_enrol,
            l.seen_at, l.proved_at, l.factor_at IS NOT NULL,
            EXISTS (SELECT FROM app.second_factor f WHERE f.person_id = p.id AND f.confirmed_at IS NOT NULL),
            (SELECT s.second_factor FROM app.server s)
          FROM app.login l JOIN app.person p ON p.id = l.person_id
          WHERE l.token_hash = token AND l.revoked_at IS NULL AND l.until > now AND l.seen_at > idle AND p.disabled_at IS NULL;
      END $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION app.signed_in(bytea, timestamptz, timestamptz);
      DROP FUNCTION app.memberships_of(uuid, date);
    `);
  }
}
