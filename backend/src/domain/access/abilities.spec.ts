import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PLACE_KINDS, ROLES, type PlaceKind, type Role } from '../accounts/person.js';
import { abilitiesOf, may, rulesOf } from './abilities.js';
import { NO_BARS, OUTSIDE_ROLES } from './bars.js';
import type { RightsHolder } from './grants.js';
import { shownCause, withoutHiv } from './masking.js';
import { mayBeHeldAt } from './roles.js';
import { sightOf } from './sight.js';
import type { Action, SubjectColumns, SubjectName } from './subjects.js';

/** The tree of the cast: country 1 › region 2 › district 3 › CSCom 5 with its ASACO 6; CSRéf 4; another region 12 with district 13. */
const PLACES: Readonly<Record<Role, readonly [number, PlaceKind]>> = {
  notifier: [7, 'village'],
  clinician: [5, 'cscom'],
  'centre-head': [5, 'cscom'],
  'asaco-member': [6, 'asaco'],
  'action-owner': [4, 'csref'],
  'focal-point': [3, 'district'],
  coordinator: [2, 'region'],
  'counter-auditor': [12, 'region'],
  region: [2, 'region'],
  partner: [20, 'organisation'],
  'national-viewer': [1, 'country'],
  administrator: [1, 'country'],
};

function holder(role: Role, closed: readonly string[] = []): RightsHolder {
  const [placeId, placeKind] = PLACES[role];
  const bars = { ...NO_BARS, absent: closed };
  return { id: `the ${role}`, memberships: [{ role, placeId, placeKind, placePath: [1, placeId] }], bars };
}

const reach = {
  regionId: 2,
  districtId: 3,
  responsiblePlaceId: 5,
  placeIds: [5, 4],
  reporterId: 'the notifier',
  concluded: false,
  auditSealed: false,
  attendeeIds: [] as readonly string[],
};
const ofCase = { ...reach, caseId: 'case' };
const recommendation = {
  caseIds: ['case'],
  regionId: 2,
  districtId: 3,
  placeIds: [5, 4],
  ownerPlaceIds: [6],
  asacoPlaceIds: [6],
  level: 'ASACO',
  audience: 'ASACO',
  followerId: null,
  finishedById: null,
  published: true,
};

/** One row of each subject inside the reach of the cast. */
const OWN: SubjectColumns = {
  Case: { ...reach, id: 'case' },
  Identity: ofCase,
  CaseFile: ofCase,
  Draft: ofCase,
  Attachment: ofCase,
  Packet: { ...ofCase, readerIds: [] },
  Audit: { ...ofCase, kind: 'audit', assigneeId: null, sealed: true },
  Opinion: { ...ofCase, kind: 'audit', assigneeId: null, sealed: true },
  Comparison: { ...ofCase, concluded: true },
  Assignment: { caseId: 'case', regionId: 2, districtId: 3, placeIds: [5, 4] },
  Session: { placeId: 5, districtId: 3, placeIds: [5, 4], attendeeIds: [] },
  Recommendation: recommendation,
  Action: recommendation,
  Task: { caseId: null, placeIds: null, personId: null, role: null, placeId: null, districtId: 3 },
  Approval: {
    caseId: 'case',
    placeIds: [5, 4],
    action: 'reopen',
    askedById: 'somebody',
    regionId: 2,
    districtId: 3,
    responsiblePlaceId: 5,
  },
  Concern: { caseId: 'case', districtId: 3, keeperId: null },
  Person: { id: 'somebody', placeIds: [1, 2, 3, 5], roles: ['clinician'] },
  Membership: { personId: 'somebody' },
  RoleRequest: { personId: 'somebody', askedById: 'another', role: 'clinician', placeIds: [1, 2, 3, 5] },
  FactorLift: { personId: 'somebody', askedById: 'another', placeIds: [1, 2, 3, 5], roles: ['clinician'] },
  Affiliation: { personId: 'somebody' },
  Place: { id: 5 },
  Setting: { placeId: 3 },
  Journal: { personId: 'somebody', topic: 'cases', districtId: 3 },
  Report: { placeId: 5, placeIds: [5, 4], regionId: 2, districtId: 3 },
  Draw: { regionId: 2, districtId: 3, revealed: true },
  Indicator: { regionId: 2, districtId: 3, placeIds: [5, 4] },
};

const CARE: readonly Role[] = ['clinician', 'centre-head', 'focal-point'];
const LEAD: readonly Role[] = ['centre-head', 'focal-point'];
const FOCAL: readonly Role[] = ['focal-point'];
const ALL = ROLES;

/** Who may do what inside their own reach, written by hand from the product page; whoever is not named is refused. */
const MATRIX: readonly (readonly [SubjectName, readonly Action[], readonly Role[]])[] = [
  ['Case', ['notify'], ['notifier', ...CARE]],
  ['Case', ['list'], ['notifier', ...CARE, 'national-viewer']],
  ['Case', ['read'], ['notifier', ...CARE]],
  ['Case', ['confirm', 'freeze', 'lift-hold', 'link', 'erase-identity'], LEAD],
  ['Case', ['export'], LEAD],
  ['Case', ['hold'], CARE],
  ['Case', ['raise-concern'], ['notifier', ...CARE]],
  [
    'Case',
    [
      'change-kind',
      'widen',
      'discard',
      'mark-duplicate',
      'unmark-duplicate',
      'waive-audit',
      'unfreeze',
      'close',
      'reopen',
      'transfer',
      'enter-phase',
      'set-aside',
    ],
    FOCAL,
  ],
  ['Case', ['proceed-with-one', 'waive'], ['coordinator']],
  ['Identity', ['read'], ['notifier', ...CARE]],
  ['Draft', ['read'], CARE],
  ['Draft', ['document'], ['clinician', 'centre-head']],
  ['Attachment', ['read'], CARE],
  ['Attachment', ['attach'], ['clinician', 'centre-head']],
  ['CaseFile', ['read', 'read-hiv', 'export'], LEAD],
  ['CaseFile', ['read-own-phase'], ['clinician', 'centre-head']],
  ['Packet', ['read', 'build', 'redact', 'release', 'withdraw'], FOCAL],
  ['Audit', ['read', 'assign', 'declare-none', 'seal', 'revise'], LEAD],
  ['Audit', ['recuse', 'withdraw', 'read-sides'], []],
  ['Opinion', ['read', 'write'], LEAD],
  ['Comparison', ['read'], [...CARE, 'region']],
  ['Assignment', ['read', 'assign'], ['coordinator']],
  ['Session', ['read'], CARE],
  ['Session', ['plan', 'open', 'close', 'cancel', 'attend', 'sign-charter', 'write', 'export'], LEAD],
  ['Recommendation', ['read'], CARE],
  [
    'Recommendation',
    [
      'propose',
      'accept',
      'refuse',
      'start',
      'report',
      'block',
      'unblock',
      'finish',
      'return',
      'verify',
      'check-effect',
      'cancel',
      'merge',
    ],
    LEAD,
  ],
  ['Action', ['read', 'report', 'accept', 'refuse', 'start', 'block', 'unblock', 'finish'], ['asaco-member']],
  ['Action', ['verify', 'check-effect', 'cancel', 'merge', 'propose'], []],
  ['Task', ['oversee'], FOCAL],
  ['Approval', ['read', 'confirm', 'decline'], ['centre-head', 'focal-point', 'region']],
  ['Concern', ['read', 'update'], FOCAL],
  ['Person', ['read'], ['centre-head', 'focal-point', 'administrator']],
  ['Person', ['create', 'update', 'disable', 'enable', 'reset-password', 'end-sessions'], ['administrator']],
  ['Membership', ['read', 'grant', 'end'], ['administrator']],
  ['RoleRequest', ['read', 'confirm', 'decline'], ['focal-point', 'administrator']],
  ['FactorLift', ['read', 'confirm', 'decline'], ['focal-point', 'administrator']],
  ['FactorLift', ['ask'], ['administrator']],
  ['Affiliation', ['read', 'grant', 'end'], ['administrator']],
  ['Place', ['read'], ALL],
  ['Place', ['create', 'update', 'import', 'assign-district'], ['administrator']],
  ['Setting', ['read'], ALL],
  ['Setting', ['update'], ['administrator']],
  ['Journal', ['read'], FOCAL],
  ['Draw', ['read'], ['focal-point', 'coordinator', 'region', 'national-viewer']],
  ['Report', ['read', 'submit', 'correct'], CARE],
  ['Report', ['oversee'], FOCAL],
  ['Report', ['count', 'export'], ['region', 'national-viewer']],
  ['Recommendation', ['export'], LEAD],
  ['Indicator', ['read'], [...CARE, 'coordinator', 'region', 'national-viewer']],
];

const cells = MATRIX.flatMap(([name, actions, roles]) =>
  actions.map((action) => [action, name, roles] as const),
);

describe('the permission matrix inside one’s own reach', () => {
  it.each(cells)('%s %s', (action, name, roles) => {
    const allowed = ROLES.filter((role) => may(abilitiesOf(holder(role)), action, name, OWN[name]));
    expect([...allowed].sort()).toEqual([...new Set(roles)].sort());
  });

  it('names every action that anybody is granted', () => {
    const declared = new Set(cells.map(([action, name]) => `${action} ${name}`));
    const granted = ROLES.filter((role) => role !== 'counter-auditor').flatMap((role) =>
      rulesOf(holder(role))
        .filter(({ inverted }) => inverted !== true)
        .flatMap(({ action, subject }) => [action].flat().map((one) => `${one} ${String(subject)}`)),
    );
    const ownOnly = ['read Task', 'change-password Person'];
    expect([...new Set(granted)].filter((cell) => !declared.has(cell) && !ownOnly.includes(cell))).toEqual(
      [],
    );
  });
});

describe('outside one’s own reach', () => {
  const elsewhere = {
    regionId: 12,
    districtId: 13,
    responsiblePlaceId: 15,
    placeIds: [15],
    reporterId: 'somebody',
    concluded: true,
  };
  const foreign: readonly (readonly [SubjectName, object])[] = [
    ['Case', { ...OWN.Case, ...elsewhere }],
    ['Identity', { ...OWN.Identity, ...elsewhere }],
    ['CaseFile', { ...OWN.CaseFile, ...elsewhere }],
    ['Draft', { ...OWN.Draft, ...elsewhere }],
    ['Packet', { ...OWN.Packet, ...elsewhere }],
    ['Audit', { ...OWN.Audit, ...elsewhere }],
    ['Opinion', { ...OWN.Opinion, ...elsewhere }],
    ['Comparison', { ...OWN.Comparison, ...elsewhere }],
    ['Session', { ...OWN.Session, placeId: 15, placeIds: [15], districtId: 13 }],
    ['Recommendation', { ...recommendation, ...elsewhere, asacoPlaceIds: [16], ownerPlaceIds: [16] }],
    ['Action', { ...recommendation, ...elsewhere, asacoPlaceIds: [16], ownerPlaceIds: [16] }],
    ['Approval', { ...OWN.Approval, regionId: 12, districtId: 13, responsiblePlaceId: 15 }],
  ];

  it.each(foreign)('nothing of %s is open to anybody but the national list', (name, row) => {
    for (const role of ROLES) {
      const ability = abilitiesOf(holder(role));
      const open = cells
        .filter(([, subject]) => subject === name)
        .map(([action]) => action)
        .filter((action) => action !== 'notify' && may(ability, action, name, row as never));
      expect({ role, open }).toEqual({
        role,
        open: role === 'national-viewer' && name === 'Case' ? ['list'] : [],
      });
    }
  });
});

describe('what depends on the case', () => {
  const can = (role: Role, action: Action, name: SubjectName, row: object): boolean =>
    may(abilitiesOf(holder(role)), action, name, row as never);

  it('opens a case to the region once it is concluded', () => {
    expect(can('region', 'read', 'Case', { ...OWN.Case, concluded: true })).toBe(true);
    expect(can('region', 'read', 'Identity', { ...OWN.Identity, concluded: true })).toBe(false);
  });

  it('opens the whole file and the running opinion to a clinician who attends the session', () => {
    const attending = { ...ofCase, attendeeIds: ['the clinician'] };
    expect(can('clinician', 'read', 'CaseFile', attending)).toBe(true);
    expect(
      can('clinician', 'read', 'Opinion', { ...OWN.Opinion, sealed: false, attendeeIds: ['the clinician'] }),
    ).toBe(true);
    expect(
      can('clinician', 'read', 'Opinion', {
        ...OWN.Opinion,
        kind: 'counter-audit',
        attendeeIds: ['the clinician'],
      }),
    ).toBe(false);
  });

  it('keeps a counter-audit from everyone but its reviewer until the case is concluded', () => {
    const review = { ...OWN.Opinion, kind: 'counter-audit', assigneeId: 'the counter-auditor', sealed: true };
    const readers = ROLES.filter((role) => can(role, 'read', 'Opinion', review));
    expect(readers).toEqual(['counter-auditor']);
    const after = ROLES.filter((role) => can(role, 'read', 'Opinion', { ...review, concluded: true }));
    expect(after).toEqual(['clinician', 'centre-head', 'focal-point', 'counter-auditor']);
  });

  it('lets the head of another facility of the path document and read, not freeze nor seal', () => {
    const other = { ...reach, responsiblePlaceId: 4 };
    expect(can('centre-head', 'document', 'Draft', { ...OWN.Draft, ...other })).toBe(true);
    expect(can('centre-head', 'freeze', 'Case', { ...OWN.Case, ...other })).toBe(false);
    expect(can('centre-head', 'seal', 'Audit', { ...OWN.Audit, ...other })).toBe(false);
  });

  it('shows the ASACO only what was published, never what concerns one person’s skills, and lets it decide only its own level', () => {
    expect(can('asaco-member', 'read', 'Action', { ...recommendation, published: false })).toBe(false);
    expect(can('asaco-member', 'read', 'Action', { ...recommendation, audience: 'CARE_TEAM' })).toBe(false);
    expect(can('asaco-member', 'accept', 'Action', { ...recommendation, level: 'CSCOM' })).toBe(false);
    expect(can('asaco-member', 'report', 'Action', { ...recommendation, level: 'CSCOM' })).toBe(true);
  });

  it('lets an owner answer for what is addressed to its place, the care team’s included', () => {
    const addressed = { ...recommendation, ownerPlaceIds: [4], audience: 'CARE_TEAM', published: false };
    expect(can('action-owner', 'finish', 'Action', addressed)).toBe(true);
    expect(can('action-owner', 'read', 'Recommendation', addressed)).toBe(false);
  });

  it('opens an alert to the named person alone, whatever the role, and to the focal point while nobody is named', () => {
    const keepers = (keeperId: string | null) =>
      ROLES.filter((role) => can(role, 'update', 'Concern', { ...OWN.Concern, keeperId }));
    expect(keepers('the clinician')).toEqual(['clinician']);
    expect(keepers('somebody else')).toEqual([]);
    expect(keepers(null)).toEqual(['focal-point']);
    expect(can('focal-point', 'read', 'Concern', { ...OWN.Concern, districtId: 13 })).toBe(false);
  });

  it('never lets one person ask and confirm, nor finish and verify', () => {
    expect(can('focal-point', 'confirm', 'Approval', { ...OWN.Approval, askedById: 'the focal-point' })).toBe(
      false,
    );
    expect(can('focal-point', 'read', 'Approval', { ...OWN.Approval, askedById: 'the focal-point' })).toBe(
      true,
    );
    expect(
      can('focal-point', 'verify', 'Recommendation', { ...recommendation, finishedById: 'the focal-point' }),
    ).toBe(false);
  });
});

describe('bars', () => {
  it('hide a case from everyone, whatever the role, in every subject', () => {
    for (const role of ROLES) {
      const ability = abilitiesOf(holder(role, ['case', 'other']));
      for (const [action, name] of cells) {
        const ofThisCase = 'caseId' in OWN[name] || 'caseIds' in OWN[name] || name === 'Case';
        if (!ofThisCase || action === 'notify' || name === 'Task') continue;
        expect({ role, action, name, may: may(ability, action, name, OWN[name]) }).toEqual({
          role,
          action,
          name,
          may: false,
        });
      }
    }
  });

  it('leave a reviewer the own assignment, its packet and the own opinion', () => {
    const ability = abilitiesOf(holder('counter-auditor', ['case']));
    const own = { ...OWN.Audit, kind: 'counter-audit' as const, assigneeId: 'the counter-auditor' };
    expect(may(ability, 'declare-none', 'Audit', own)).toBe(true);
    expect(may(ability, 'seal', 'Audit', own)).toBe(true);
    expect(may(ability, 'write', 'Opinion', own)).toBe(true);
    expect(may(ability, 'read', 'Packet', { ...OWN.Packet, readerIds: ['the counter-auditor'] })).toBe(true);
    expect(may(ability, 'read', 'Packet', OWN.Packet)).toBe(false);
    expect(may(ability, 'read', 'Audit', { ...own, assigneeId: 'another reviewer' })).toBe(false);
    expect(may(ability, 'read-sides', 'Audit', own)).toBe(false);
    expect(may(ability, 'read-sides', 'Audit', { ...own, kind: 'adjudication' })).toBe(true);
    expect(
      may(ability, 'read', 'Task', { ...OWN.Task, caseId: 'case', personId: 'the counter-auditor' }),
    ).toBe(true);
  });

  const TIES: readonly (readonly [string, Partial<RightsHolder['bars']>])[] = [
    ['what the person did', { tied: ['other', 'case'] }],
    ['where the person works', { tiedPlaces: [4, 99] }],
  ];
  const ofCases = cells.filter(
    ([action, name]) =>
      ('caseId' in OWN[name] || name === 'Case') && action !== 'notify' && name !== 'Concern',
  );

  it.each(TIES)('by %s close the case to every role outside its care, and to no other', (_, tie) => {
    for (const role of ROLES) {
      const free = holder(role);
      const tied = abilitiesOf({ ...free, bars: { ...NO_BARS, ...tie } });
      const isOutside = (OUTSIDE_ROLES as readonly Role[]).includes(role);
      for (const [action, name] of ofCases) {
        const row = { ...OWN[name], ...(name === 'Task' ? { caseId: 'case', placeIds: [5, 4] } : {}) };
        expect({ role, action, name, may: may(tied, action, name, row) }).toEqual({
          role,
          action,
          name,
          may: !isOutside && may(abilitiesOf(free), action, name, row),
        });
      }
    }
  });

  it.each([...TIES, ['kinship', { absent: ['case'], whole: ['case'], tied: ['case'] }] as const])(
    'by %s take the own seat of a reviewer away too',
    (_, tie) => {
      const ability = abilitiesOf({ ...holder('counter-auditor'), bars: { ...NO_BARS, ...tie } });
      const own = { ...OWN.Audit, kind: 'counter-audit' as const, assigneeId: 'the counter-auditor' };
      expect(may(ability, 'read', 'Audit', own)).toBe(false);
      expect(may(ability, 'write', 'Opinion', own)).toBe(false);
      expect(may(ability, 'read', 'Packet', { ...OWN.Packet, readerIds: ['the counter-auditor'] })).toBe(
        false,
      );
    },
  );

  it('only ever take rights away', () => {
    const roles = fc.subarray([...ROLES], { minLength: 1 });
    fc.assert(
      fc.property(roles, fc.constantFrom(...cells), (held, [action, name]) => {
        const memberships = held.flatMap((role) => holder(role).memberships);
        const free = abilitiesOf({ id: 'one', memberships, bars: NO_BARS });
        const barred = abilitiesOf({ id: 'one', memberships, bars: { ...NO_BARS, absent: ['case'] } });
        if (may(barred, action, name, OWN[name])) expect(may(free, action, name, OWN[name])).toBe(true);
        const alone = held.some((role) =>
          may(abilitiesOf({ ...holder(role), id: 'one' }), action, name, OWN[name]),
        );
        expect(may(free, action, name, OWN[name])).toBe(alone);
      }),
      { numRuns: 60 },
    );
  });
});

describe('what a person sees of a case', () => {
  const row = { ...OWN.Case, auditSealed: true };
  it.each<
    [Role, object, ReturnType<typeof sightOf>['page'], ReturnType<typeof sightOf>['file'], boolean, boolean]
  >([
    ['notifier', row, 'full', 'none', false, false],
    ['clinician', row, 'full', 'own-phase', false, false],
    ['centre-head', row, 'full', 'whole', true, false],
    ['focal-point', { ...row, concluded: true }, 'full', 'whole', true, true],
    ['region', { ...row, concluded: true }, 'full', 'none', false, true],
    ['national-viewer', row, 'deidentified', 'none', false, false],
    ['asaco-member', row, 'none', 'none', false, false],
    ['coordinator', row, 'none', 'none', false, false],
    ['counter-auditor', row, 'none', 'none', false, false],
    ['administrator', row, 'none', 'none', false, false],
    ['partner', row, 'none', 'none', false, false],
  ])('%s', (role, given, page, file, firstOpinion, conclusions) => {
    const sight = sightOf(abilitiesOf(holder(role)), given as SubjectColumns['Case']);
    expect(sight).toMatchObject({ page, file, firstOpinion, conclusions });
  });
});

describe('masking', () => {
  it('shows HIV as an indirect condition without the right to it, and the type of an abortion only in the opinion', () => {
    expect(shownCause('O98.7', { hiv: false, opinion: true })).toEqual({ masked: 'indirect' });
    expect(shownCause('B20.1', { hiv: false, opinion: true })).toEqual({ masked: 'indirect' });
    expect(shownCause('O98.7', { hiv: true, opinion: false })).toEqual({ code: 'O98.7' });
    expect(shownCause('O98.6', { hiv: false, opinion: false })).toEqual({ code: 'O98.6' });
    expect(shownCause('O04.5', { hiv: true, opinion: false })).toEqual({ masked: 'abortion' });
    expect(shownCause('O05', { hiv: false, opinion: true })).toEqual({ code: 'O05' });
  });

  it('takes HIV out of the answers', () => {
    const answers = {
      anc_hiv: { value: 'POS' },
      preexisting: { value: ['HIV', 'HTN'] },
      parity: { value: 3 },
    };
    expect(withoutHiv(answers)).toEqual({ preexisting: { value: ['HTN'] }, parity: { value: 3 } });
  });
});

describe('where a role is held', () => {
  it('is at least one kind of place each, and never an arbitrary one', () => {
    for (const role of ROLES) {
      const kinds = PLACE_KINDS.filter((kind) => mayBeHeldAt(role, kind));
      expect(kinds.length).toBeGreaterThan(0);
      expect(kinds).toContain(PLACES[role][1]);
    }
    expect(mayBeHeldAt('focal-point', 'cscom')).toBe(false);
    expect(mayBeHeldAt('administrator', 'district')).toBe(false);
  });
});
