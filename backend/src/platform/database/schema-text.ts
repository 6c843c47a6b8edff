import type { EntityManager } from 'typeorm';

interface Line {
  readonly text: string;
}

const IS_OURS = `n.nspname IN ('app', 'vault', 'trail')`;

/** Each query gives finished statements in a fixed order; together they are the schema as PostgreSQL knows it. */
const PARTS: readonly (readonly [string, string])[] = [
  [
    'Functions',
    `SELECT pg_get_functiondef(p.oid) || ';' AS text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
     WHERE ${IS_OURS} ORDER BY n.nspname, p.proname`,
  ],
  [
    'Tables',
    `SELECT format(E'CREATE TABLE %I.%I (\\n%s\\n);', n.nspname, c.relname, (
       SELECT string_agg('  ' || line, E',\\n' ORDER BY rank, sort) FROM (
         SELECT 1 AS rank, lpad(a.attnum::text, 4, '0') AS sort, concat_ws(' ', quote_ident(a.attname), format_type(a.atttypid, a.atttypmod),
           CASE WHEN a.attidentity <> '' THEN 'GENERATED ALWAYS AS IDENTITY' WHEN a.attgenerated <> '' THEN
             'GENERATED ALWAYS AS (' || pg_get_expr(d.adbin, d.adrelid) || ') STORED' ELSE 'DEFAULT ' || pg_get_expr(d.adbin, d.adrelid) END,
           CASE WHEN a.attnotnull THEN 'NOT NULL' END) AS line
         FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
         WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
         UNION ALL
         SELECT 2, o.contype::text || o.conname, format('CONSTRAINT %I %s', o.conname, pg_get_constraintdef(o.oid))
         FROM pg_constraint o WHERE o.conrelid = c.oid AND o.contype IN ('p', 'u', 'c', 'f', 'x')) lines)) AS text
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${IS_OURS} AND c.relkind = 'r' ORDER BY n.nspname, c.relname`,
  ],
  [
    'Indexes',
    `SELECT pg_get_indexdef(i.indexrelid) || ';' AS text FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
       JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE ${IS_OURS} AND NOT EXISTS (SELECT FROM pg_constraint o WHERE o.conindid = i.indexrelid) ORDER BY 1`,
  ],
  [
    'Triggers',
    `SELECT pg_get_triggerdef(t.oid) || ';' AS text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
       JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${IS_OURS} AND NOT t.tgisinternal ORDER BY 1`,
  ],
  [
    'Row security',
    `SELECT format(E'CREATE POLICY %I ON %I.%I FOR %s TO %s%s%s;', p.policyname, p.schemaname, p.tablename, p.cmd,
       array_to_string(p.roles, ', '), E'\\n  USING (' || p.qual || ')', E'\\n  WITH CHECK (' || p.with_check || ')') AS text
     FROM pg_policies p WHERE p.schemaname IN ('app', 'vault', 'trail') ORDER BY p.schemaname, p.tablename, p.policyname`,
  ],
  [
    'Rights',
    `SELECT format('GRANT %s ON %I.%I TO %I;', string_agg(g.privilege_type, ', ' ORDER BY g.privilege_type), n.nspname, c.relname,
       pg_get_userbyid(g.grantee)) AS text
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace CROSS JOIN LATERAL aclexplode(c.relacl) g
     WHERE ${IS_OURS} AND c.relkind = 'r' AND g.grantee <> c.relowner
     GROUP BY n.nspname, c.relname, g.grantee ORDER BY n.nspname, c.relname, pg_get_userbyid(g.grantee)`,
  ],
];

/** The whole schema as SQL, read from the catalogue of a migrated database: to be read by people and compared by machines. */
export async function schemaText(source: EntityManager): Promise<string> {
  const parts: string[] = [];
  for (const [title, sql] of PARTS) {
    const lines = await source.query<Line[]>(sql);
    parts.push(`-- ${title}\n\n${lines.map(({ text }) => text.trim()).join('\n\n')}`);
  }
  return `${parts.join('\n\n')}\n`;
}
