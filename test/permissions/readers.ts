import { Actors } from '../../backend/src/accounts/actors.js';
import { type Bars, NO_BARS } from '../../backend/src/domain/access/bars.js';
import { type Actor, actorOf } from '../../backend/src/platform/security/actor.js';
import type { TestApp } from '../support/app.js';
import { type CastMember, people } from '../support/people.js';
import type { Everything } from './everything.js';

/** Somebody as whom the tables are read. */
export interface Reader {
  readonly name: string;
  readonly actor: Actor;
  /** Every case is closed to them. */
  readonly closed?: true;
}

export const CAST = Object.keys(people) as CastMember[];
/** Whose names stand in rows: they notified, wrote, asked, follow, attended or review. */
const NAMED: readonly CastMember[] = [
  'relais',
  'matrone',
  'midwife',
  'head',
  'referralMidwife',
  'referralHead',
  'focalPoint',
  'coordinator',
  'admin',
  'reviewerTwo',
  'reviewerFive',
];
/** Posts inside the care, one after the other or several at once, and those that judge or oversee it from outside. */
const INSIDE: readonly (readonly CastMember[])[] = [
  ['relais'],
  ['midwife'],
  ['referralHead'],
  ['asaco', 'mayor', 'referralOwner'],
  ['focalPoint'],
];
const OUTSIDE: readonly CastMember[] = [
  'coordinator',
  'region',
  'partner',
  'national',
  'admin',
  'reviewerFive',
];

export async function readersOf(app: TestApp, cast: readonly CastMember[]): Promise<readonly Reader[]> {
  return Promise.all(
    cast.map(async (name) => ({ name, actor: await app.nest.get(Actors).named(people[name]) })),
  );
}

/** The same posts in another district. */
const ELSEWHERE = ['otherMidwife', 'otherHead'] as const satisfies readonly CastMember[];

/** Somebody whose name stands in rows, without a post, in that of another, and in one elsewhere: what the own post gave is gone. */
export async function movedReaders(app: TestApp): Promise<readonly Reader[]> {
  const [named, posts] = [await readersOf(app, NAMED), await readersOf(app, [...OUTSIDE, ...INSIDE.flat()])];
  const elsewhere = await readersOf(app, ELSEWHERE);
  return named.flatMap(({ name, actor }, n) => {
    const post = posts[n % posts.length];
    const moved = (to: string, memberships: Actor['memberships']): Reader => ({
      name: `${name} ${to}`,
      actor: actorOf({ ...actor, memberships, bars: NO_BARS }),
    });
    return [
      moved('without post', []),
      ...[...(post === undefined ? [] : [post]), ...elsewhere].map((held) =>
        moved(`as ${held.name}`, held.actor.memberships),
      ),
    ];
  });
}

/** Somebody new in every post of the cast: what a row gives to a name, the post alone does not. */
export async function newcomers(app: TestApp): Promise<readonly Reader[]> {
  const [[nobody], posts] = [await readersOf(app, ['nobody']), await readersOf(app, CAST)];
  if (nobody === undefined) throw new Error('nobody is new');
  return posts.map(({ name, actor: { memberships } }) => ({
    name: `new ${name}`,
    actor: actorOf({ ...nobody.actor, memberships, bars: NO_BARS }),
  }));
}

/** Every case closed to them: tied, by a facility of its path or else by itself, and barred, half of them with the own seat. */
async function closures(app: TestApp, all: Everything): Promise<readonly (readonly [string, Bars])[]> {
  const csref = await app.place('CSREF-DEMO');
  const cases = [...all.of('app.death_case').values()];
  const idsOf = (rows: typeof cases): readonly string[] => rows.map(({ id }) => String(id)).sort();
  const elsewhere = cases.filter(({ place_ids: path }) => !(path as readonly number[]).includes(csref));
  const whole = idsOf(cases).filter((_, n) => n % 2 === 0);
  return [
    ['tied', { ...NO_BARS, tied: idsOf(elsewhere), tiedPlaces: [csref] }],
    ['barred', { absent: idsOf(cases), whole, tied: whole, tiedPlaces: [] }],
  ];
}

/** A post outside the care, alone and beside those inside it, with every case closed. No reviewer is of the district of a case. */
export async function closedReaders(app: TestApp, all: Everything): Promise<readonly Reader[]> {
  const outside = await readersOf(app, OUTSIDE);
  const inside = await Promise.all(INSIDE.map((posts) => readersOf(app, posts)));
  const isOfDistrict = (posts: readonly Reader[]): boolean => posts.some(({ name }) => name === 'focalPoint');
  const pairs = outside.flatMap((one) =>
    [[], ...inside]
      .filter((others) => one.name !== 'reviewerFive' || !isOfDistrict(others))
      .map((others) => [one, ...others]),
  );
  return (await closures(app, all)).flatMap(([closure, bars]) =>
    pairs.map((posts) => {
      const memberships = posts.flatMap(({ actor }) => actor.memberships);
      const name = [...posts.map((post) => post.name), closure].join(' ');
      return { name, actor: actorOf({ ...person(posts).actor, memberships, bars }), closed: true };
    }),
  );
}

/** Whose name may stand in a row: of the reviewer with a seat, else of whoever has the inner post. */
function person(posts: readonly Reader[]): Reader {
  const [first, second] = posts;
  if (first === undefined) throw new Error('nobody reads');
  return first.name.startsWith('reviewer') ? first : (second ?? first);
}
