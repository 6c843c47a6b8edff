/** The law of docs/architecture.md: who may import whom. */

const FEATURES = [
  ['journal'],
  ['facilities', 'worklist', 'reminders'],
  ['accounts'],
  ['cases', 'reports'],
  ['safeguarding'],
  ['audits', 'paper'],
  ['sessions'],
  ['recommendations'],
  ['indicators'],
  ['sync'],
];

/** Beside commands, queries, module and entities: what each feature offers to those on its right to build on. */
const DOORS = {
  journal: ['exports', 'journal', 'journal-sealer', 'paper-seal'],
  facilities: ['settings'],
  worklist: ['task-board'],
  accounts: ['actors', 'demonstration'],
  reminders: ['clock-jobs'],
  cases: [
    'approvals',
    'case-consequences',
    'case-fact-finder',
    'case-tasks',
    'case-transitions',
    'conclusion',
    'coordination',
    'demonstration-cases',
    'draft-access',
    'draft-merge',
    'dto/draft.dto',
    'locked-case',
    'name-screen',
    'place-names',
  ],
  safeguarding: ['concerns'],
  audits: ['audit-rows', 'lots', 'opinions', 'seals'],
  sessions: ['demonstration-audits'],
};
const ALL = FEATURES.flat();
const anyOf = (names) => `(${names.join('|')})`;

/** A feature imports those to its left in the order above, and itself. */
const leftToRight = FEATURES.slice(0, -1).map((group, index) => ({
  name: `features-left-of-${FEATURES[index + 1].join('-and-')}`,
  comment: 'Features import only those to their left.',
  severity: 'error',
  from: { path: `^backend/src/${anyOf(group)}/`, pathNot: '\\.spec\\.ts$' },
  to: { path: `^backend/src/${anyOf(FEATURES.slice(index + 1).flat())}/` },
}));

const siblings = FEATURES.filter((group) => group.length > 1).flatMap((group) =>
  group.map((feature) => ({
    name: `${feature}-apart`,
    comment: 'Features at the same place in the order do not know each other.',
    severity: 'error',
    from: { path: `^backend/src/${feature}/` },
    to: { path: `^backend/src/${anyOf(group.filter((other) => other !== feature))}/` },
  })),
);

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'domain-is-pure',
      comment: 'The domain imports itself and @casl/ability, nothing else.',
      severity: 'error',
      from: { path: '^backend/src/domain/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: ['^backend/src/domain/', '^node_modules/@casl/ability/'] },
    },
    {
      name: 'platform-knows-no-feature',
      severity: 'error',
      from: { path: '^backend/src/platform/' },
      to: { path: `^backend/src/${anyOf(ALL)}/` },
    },
    {
      name: 'platform-and-domain',
      comment: 'Of the domain, the platform knows problems, access and accounts.',
      severity: 'error',
      from: { path: '^backend/src/platform/', pathNot: '\\.spec\\.ts$' },
      to: {
        path: '^backend/src/domain/',
        pathNot: '^backend/src/domain/(problem\\.ts|receipt\\.ts|texts/|access/|accounts/|journal/)',
      },
    },
    ...leftToRight,
    ...siblings,
    {
      name: 'features-show-four-things',
      comment: 'Of another feature: its commands, queries, module, entities and doors.',
      severity: 'error',
      from: { path: `^backend/src/${anyOf(ALL)}/` },
      to: {
        path: `^backend/src/${anyOf(ALL)}/`,
        pathNot: [
          '^backend/src/$1/',
          '-(commands|queries)\\.ts$',
          '\\.(module|entity)\\.ts$',
          ...Object.entries(DOORS).map(([feature, files]) => `^backend/src/${feature}/${anyOf(files)}\\.ts$`),
        ],
      },
    },
    {
      name: 'controllers-are-called-by-nobody',
      severity: 'error',
      from: { path: '^backend/src/', pathNot: '\\.(module|spec)\\.ts$' },
      to: { path: '\\.controller\\.ts$' },
    },
    {
      name: 'queries-never-write',
      severity: 'error',
      from: { path: '-queries\\.ts$' },
      to: { path: '-commands\\.ts$' },
    },
    {
      name: 'typeorm-in-its-places',
      severity: 'error',
      from: {
        path: '^backend/src/',
        pathNot:
          '^backend/src/platform/database/|\\.entity\\.ts$|-(commands|queries)\\.ts$|\\.module\\.ts$|\\.spec\\.ts$',
      },
      to: { path: '^node_modules/(typeorm|@nestjs/typeorm)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'frontend-and-domain-only',
      severity: 'error',
      from: { path: '^frontend/' },
      to: { path: '^(backend/src/(?!domain/)|test/|scripts/)' },
    },
    {
      name: 'frontend-foundations-know-no-feature',
      severity: 'error',
      from: { path: '^frontend/src/app/(ui|core|offline)/' },
      to: { path: '^frontend/src/app/', pathNot: '^frontend/src/app/(ui|core|offline)/' },
    },
    {
      name: 'frontend-features-link-by-route',
      severity: 'error',
      from: { path: '^frontend/src/app/([^/]+)/', pathNot: '^frontend/src/app/(ui|core|offline)/' },
      to: { path: '^frontend/src/app/[^/]+/', pathNot: '^frontend/src/app/($1|ui|core|offline)/' },
    },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { path: '^test/' },
    },
    {
      name: 'resolvable',
      comment: 'What scripts import of the built product is there only once it is built.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '/dist/backend/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'frontend/tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
