import fc from 'fast-check';

/** Values that broke other programs: signs that databases, shells, spreadsheets, browsers and JavaScript read as something else. */
const KNOWN: readonly unknown[] = [
  ...[null, true, false, '', ' ', [], {}, [[]], [null], [{}]],
  ...[0, -0, -1, 1, 0.1, 1e308, -1e308, 5e-324, 2 ** 31, 2 ** 53, 2 ** 63, -(2 ** 63), 1e21, 1e20],
  ...[
    '\u0000',
    'a\u0000b',
    '\u001b[31m',
    '\uD800',
    '\uDFFF\uD800',
    '\uFFFF',
    '\u202Eabc',
    '\u200B',
    'é'.normalize('NFD'),
  ],
  ...[
    "'",
    '"',
    "' OR '1'='1",
    "'; DROP TABLE app.person; --",
    '$$; SELECT pg_sleep(9) --',
    '\\',
    '\\x',
    '%',
    '_%_',
    '${7*7}',
    '{{7*7}}',
  ],
  ...[
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    'javascript:alert(1)',
    '=1+1',
    '@SUM(A1)',
    '\t=cmd',
  ],
  ...[
    '../../../../etc/passwd',
    '/dev/zero',
    'C:\\nul',
    'http://127.0.0.1:5432',
    'file:///etc/passwd',
    '`id`',
    '$(id)',
  ],
  ...[
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    '__defineGetter__',
    'then',
    'valueOf',
  ],
  ...[
    'NaN',
    'Infinity',
    '-Infinity',
    '1e999',
    '0x10',
    '١٢',
    '01',
    '1.',
    '.5',
    '--1',
    'true',
    'null',
    'undefined',
  ],
  ...[
    '2026-02-30',
    '0000-00-00',
    '9999-12-31',
    '+275760-09-13',
    '-000001-01-01',
    '2026-13-01T25:61',
    '1969-12-31',
    '2026-03-04T09:00:00+99:99',
  ],
  ...[
    '00000000-0000-0000-0000-000000000000',
    'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
    '{00000000-0000-0000-0000-000000000000}',
  ],
  ...[
    { value: { value: { value: null } } },
    { missing: 'ALL' },
    { value: '\u0000' },
    { value: [], missing: 'NR' },
    { value: [{ value: 1 }] },
  ],
  ...[
    { toString: 1 },
    { then: 'x' },
    { length: 1e9 },
    { constructor: { prototype: {} } },
    JSON.parse('{"__proto__": {"admin": true}}') as unknown,
  ],
  'x'.repeat(70_000),
  'é'.repeat(10_000),
  '('.repeat(5_000),
  Array.from({ length: 5_000 }, (_, n) => n),
  Array.from({ length: 200 }, () => ({ value: {} })),
  nested(400),
  Object.fromEntries(Array.from({ length: 2_000 }, (_, n) => [`k${String(n)}`, n])),
];

function nested(depth: number): unknown {
  return depth === 0 ? 1 : { value: [nested(depth - 1)] };
}

/** The known ones, and as many again that nobody thought of. */
export function hostileValues(seed: number): readonly unknown[] {
  const drawn: readonly unknown[] = fc.sample(
    fc.oneof(
      fc.jsonValue({ maxDepth: 5, noUnicodeString: false }),
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.double(),
      fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 })),
    ),
    { seed, numRuns: KNOWN.length },
  );
  return [...KNOWN, ...drawn];
}
