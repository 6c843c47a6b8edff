import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The second wall knows the bars and ties of its reader too. Who has none is asked nothing more: one constant a statement. Where a row does
 * not carry the path of its case, a function looks it up past the wall, since a coordinator reaches no case.
 */
const FREE = '(SELECT app.is_free())';
const OPEN = (caseId: string): string =>
  `(${FREE} OR ${caseId} IS NULL OR ${caseId} <> ALL ((SELECT app.bars())::uuid[]))`;
const JUDGED = (caseId: string): string =>
  `(${FREE} OR ${caseId} IS NULL OR ${caseId} <> ALL ((SELECT app.bars())::uuid[]) AND NOT app.is_tied(${caseId}))`;
const OUTSIDE = `('coordinator', 'counter-auditor', 'region', 'partner', 'national-viewer', 'administrator')`;
const DISTRICTS = `district_id = ANY ((SELECT app.ids('app.districts'))::int[])`;
const REGIONS = `region_id = ANY ((SELECT app.ids('app.regions'))::int[])`;
const PLACES = `place_ids && (SELECT app.ids('app.places'))::int[]`;
const SYSTEM = '(SELECT app.is_system())';
const ME = '(SELECT app.me())';
const COUNTRY = `current_setting('app.coordinates_country', true) = 'true'`;
const UNTIED = (ids: string): string =>
  `(${FREE} OR NOT ${ids} && (SELECT app.ties())::uuid[] AND NOT place_ids && (SELECT app.ids('app.tied_places'))::int[])`;

/** Policy, table, what it asks now, and what it asked before. */
const POLICIES: readonly (readonly [string, string, string, string])[] = [
  [
    'death_case_reach',
    'app.death_case',
    `${SYSTEM} OR ((((SELECT app.is_everywhere()) OR ${REGIONS}) AND ${UNTIED('ARRAY[id]')}
       OR ${DISTRICTS} OR ${PLACES} OR reporter_id = ${ME}) AND id <> ALL ((SELECT app.bars())::uuid[]))`,
    `${SYSTEM} OR (((SELECT app.is_everywhere()) OR ${REGIONS} OR ${DISTRICTS} OR ${PLACES} OR reporter_id = ${ME})
       AND id <> ALL ((SELECT app.bars())::uuid[]))`,
  ],
  [
    'task_own',
    'app.task',
    `${SYSTEM} OR (person_id = ${ME} OR seat = ANY ((SELECT app.words('app.seats'))::text[]) OR ${DISTRICTS})
       AND CASE WHEN ${FREE} OR case_id IS NULL THEN true
         WHEN person_id = ${ME} THEN case_id <> ALL ((SELECT app.whole_bars())::uuid[]) AND (subject <> 'audit' OR NOT app.is_tied(case_id))
         WHEN role IN ${OUTSIDE} AND NOT COALESCE(${DISTRICTS}, false) THEN ${JUDGED('case_id')}
         ELSE ${OPEN('case_id')} END`,
    `${SYSTEM} OR person_id = ${ME} OR seat = ANY ((SELECT app.words('app.seats'))::text[]) OR ${DISTRICTS}`,
  ],
  [
    'approval_reach',
    'app.approval',
    `${SYSTEM} OR (asked_by = ${ME} OR ${DISTRICTS}) AND ${OPEN('case_id')}
       OR (app.coordinates(region_id, district_id) OR ${REGIONS} OR ${COUNTRY}) AND ${JUDGED('case_id')}
       OR app.sees_case(case_id)`,
    `${SYSTEM} OR asked_by = ${ME} OR ${DISTRICTS} OR app.coordinates(region_id, district_id) OR ${REGIONS} OR ${COUNTRY}
       OR EXISTS (SELECT FROM app.death_case c WHERE c.id = case_id)`,
  ],
  [
    'audit_reach',
    'app.audit',
    `${SYSTEM} OR assignee_id = ${ME} AND (${FREE} OR kind = 'audit' AND case_id <> ALL ((SELECT app.bars())::uuid[])
         OR kind <> 'audit' AND NOT app.is_tied(case_id))
       OR (kind = 'audit' OR disclosed_at IS NOT NULL) AND app.sees_case(audit.case_id)
       OR kind <> 'audit' AND app.coordinates(region_id, district_id) AND ${JUDGED('case_id')}`,
    `${SYSTEM} OR assignee_id = ${ME} OR (kind = 'audit' OR disclosed_at IS NOT NULL) AND app.sees_case(audit.case_id)
       OR kind <> 'audit' AND app.coordinates(region_id, district_id)`,
  ],
  [
    'recommendation_reach',
    'app.recommendation',
    recommendations(UNTIED('case_ids')),
    recommendations('true'),
  ],
  [
    'entry_read',
    'trail.entry',
    `${SYSTEM} OR (person_id = ${ME} OR ${DISTRICTS}
         OR (SELECT app.has_role('administrator')) AND topic IN ('accounts','facilities','settings'))
       AND ((SELECT cardinality(app.ties()) + cardinality(app.ids('app.tied_places'))) = 0
         OR NOT app.cases_of(subject, subject_id) && (SELECT app.whole_bars())::uuid[]
           AND (COALESCE(role, '') NOT IN ${OUTSIDE}
             OR NOT EXISTS (SELECT FROM unnest(app.cases_of(subject, subject_id)) AS near (id) WHERE app.is_tied(near.id))))`,
    `${SYSTEM} OR person_id = ${ME} OR ${DISTRICTS}
       OR (SELECT app.has_role('administrator')) AND topic IN ('accounts','facilities','settings')`,
  ],
];

function recommendations(untied: string): string {
  return `${SYSTEM} OR ((follower_id = ${ME} OR ${DISTRICTS} OR ${PLACES}
      OR (level IN ('REGION','NATIONAL') AND ${REGIONS} OR level = 'NATIONAL' AND (SELECT app.is_everywhere())) AND ${untied}
      OR (owner_place_ids && (SELECT app.ids('app.owned'))::int[] AND opened_at IS NOT NULL
          AND (published_month IS NOT NULL OR level IN ('DISTRICT','REGION','NATIONAL') OR escalated_to IS NOT NULL))
      OR (asaco_place_ids && (SELECT app.ids('app.asacos'))::int[] AND audience <> 'CARE_TEAM' AND published_month IS NOT NULL))
    AND NOT case_ids && (SELECT app.bars())::uuid[])`;
}

/** Where a line of the journal leads to a case. Its id may be followed by the name of a form. */
const CASES_OF = `CASE kind
  WHEN 'case' THEN ARRAY[thing] WHEN 'identity' THEN ARRAY[thing] WHEN 'draft' THEN ARRAY[thing]
  WHEN 'audit' THEN ARRAY(SELECT case_id FROM app.audit WHERE id = thing)
  WHEN 'opinion' THEN ARRAY(SELECT case_id FROM app.audit WHERE id = thing)
  WHEN 'seat' THEN ARRAY(SELECT case_id FROM app.audit WHERE id = thing)
  WHEN 'packet' THEN ARRAY(SELECT case_id FROM app.packet WHERE id = thing)
  WHEN 'session' THEN ARRAY(SELECT case_id FROM app.audit_session WHERE id = thing)
  WHEN 'attendance' THEN ARRAY(SELECT s.case_id FROM app.audit_session s JOIN app.attendance t ON t.session_id = s.id WHERE t.id = thing)
  WHEN 'attachment' THEN ARRAY(SELECT case_id FROM app.attachment WHERE id = thing)
  WHEN 'invitation' THEN ARRAY(SELECT case_id FROM app.invitation WHERE id = thing)
  WHEN 'approval' THEN ARRAY(SELECT case_id FROM app.approval WHERE id = thing)
  WHEN 'concern' THEN ARRAY(SELECT case_id FROM app.concern WHERE id = thing)
  WHEN 'link' THEN ARRAY(SELECT unnest(ARRAY[first_id, second_id]) FROM app.case_link WHERE id = thing)
  WHEN 'recommendation' THEN ARRAY(SELECT unnest(case_ids) FROM app.recommendation WHERE thing IN (id, alias))
  ELSE ARRAY[]::uuid[] END`;

export class IndependenceWall1764000000151 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION app.whole_bars() RETURNS uuid[] LANGUAGE sql STABLE AS
        $$ SELECT COALESCE(NULLIF(current_setting('app.whole_bars', true), '')::uuid[], '{}') $$;
      CREATE FUNCTION app.ties() RETURNS uuid[] LANGUAGE sql STABLE AS
        $$ SELECT COALESCE(NULLIF(current_setting('app.ties', true), '')::uuid[], '{}') || app.whole_bars() $$;
      CREATE FUNCTION app.is_free() RETURNS boolean LANGUAGE sql STABLE AS
        $$ SELECT cardinality(app.bars()) + cardinality(app.ties()) + cardinality(app.ids('app.tied_places')) = 0 $$;
      CREATE FUNCTION app.places_of(subject uuid) RETURNS int[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS
        $$ SELECT c.place_ids FROM app.death_case c WHERE c.id = subject $$;
      CREATE FUNCTION app.is_tied(subject uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS
        $$ BEGIN RETURN subject = ANY (app.ties()) OR COALESCE(app.places_of(subject) && app.ids('app.tied_places'), false); END $$;
      CREATE FUNCTION app.sees_approval(subject uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS
        $$ BEGIN RETURN EXISTS (SELECT FROM app.approval a WHERE a.id = subject); END $$;
      CREATE FUNCTION app.sees_action(subject uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS
        $$ BEGIN RETURN EXISTS (SELECT FROM app.recommendation r WHERE r.id = subject OR r.alias = subject); END $$;
      CREATE FUNCTION app.cases_of(kind text, name text) RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
        DECLARE thing uuid := substring(name FROM '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}')::uuid;
        BEGIN RETURN ${CASES_OF}; END $$;
    `);
    for (const [policy, table, asked] of POLICIES) {
      await runner.query(`ALTER POLICY ${policy} ON ${table} USING (${asked})`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [policy, table, , before] of POLICIES) {
      await runner.query(`ALTER POLICY ${policy} ON ${table} USING (${before})`);
    }
    await runner.query(
      'DROP FUNCTION app.cases_of, app.sees_action, app.sees_approval, app.is_tied(uuid), app.places_of, app.is_free, app.ties, app.whole_bars',
    );
  }
}
