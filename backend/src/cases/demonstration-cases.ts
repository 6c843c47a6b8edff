import { createHash } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { Actors } from '../accounts/actors.js';
import { demonstrationId } from '../accounts/demonstration.js';
import { generateCaseNumber } from '../domain/cases/case-number.js';
import type { Answers } from '../domain/forms/form.js';
import { dayOf } from '../domain/forms/local-time.js';
import { reviewFormName } from '../domain/forms/registry.js';
import { documentsOf, storyOf } from '../generator/clinical/stories.js';
import type { Story, StoryPlaces } from '../generator/clinical/story.js';
import { Seeded } from '../generator/seeded.js';
import type { SetClock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import type { WriteRequest } from '../platform/http/write-request.js';
import type { Actor } from '../platform/security/actor.js';
import { CaseCommands } from './case-commands.js';
import { DraftCommands } from './draft-commands.js';
import { NotifyCommands } from './notify-commands.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const MOST_TRIES = 500;
const HOURS_TO_WRITE = 20;

/** One death of the demonstration: its name is what makes it the same at every start. */
export interface Tale {
  readonly name: string;
  readonly daysAgo: number;
  /** Code of the CSCom of the story; its referral centre and village go with it. */
  readonly cscom?: 'CSCOM-DEMO-01' | 'CSCOM-DEMO-03';
  readonly by: string;
  readonly fits: (story: Story) => boolean;
  /** How the story is written; without it, any death of the generator. */
  readonly story?: (random: Seeded, places: StoryPlaces, day: number) => Story;
  /** Whether a facility had seen the person before, as told at the confirmation. */
  readonly contact?: 'none';
  /** Hours from the confirmation to the file: a family is visited after its days of mourning. */
  readonly writtenAfter?: number;
}

/** Where the tale stands: what the next command needs to know. */
export interface ToldCase {
  readonly id: string;
  readonly name: string;
  readonly number: string;
  readonly version: number;
  readonly story: Story;
  /** Username of who heads the responsible facility. */
  readonly head: string;
  readonly focalPoint: string;
}

const CIRCLES = {
  'CSCOM-DEMO-01': {
    csref: 'CSREF-DEMO',
    village: 'V-M1',
    head: 'dtc',
    referralHead: 'medecin-csref',
    focal: 'point-focal',
  },
  'CSCOM-DEMO-03': {
    csref: 'CSREF-DEMO-2',
    village: 'V-F1',
    head: 'dtc-2',
    referralHead: 'dtc-2',
    focal: 'point-focal-2',
  },
} as const;

/** Tells deaths of the demonstration through the commands, in the name of its people and at the time they happened. */
export class DemonstrationCases {
  constructor(
    private readonly app: INestApplicationContext,
    private readonly clock: SetClock,
    private readonly now: Date,
  ) {}

  /** Somebody of the demonstration as they would act now. */
  actor(username: string): Promise<Actor> {
    return this.app.get(Actors).named(username);
  }

  /** The same request at every start: the second time it is answered without being done again. */
  request(tale: string, step: string, version: number | null = null): WriteRequest {
    const hash = createHash('sha256').update(`${tale}\n${step}`).digest('hex');
    return { key: demonstrationId('request', tale, step), hash, ifMatch: version };
  }

  async notified(tale: Tale): Promise<ToldCase> {
    const circle = CIRCLES[tale.cscom ?? 'CSCOM-DEMO-01'];
    const places = await this.placesOf(tale.cscom ?? 'CSCOM-DEMO-01', circle.csref, circle.village);
    const story = this.storyFor(tale, places);
    this.clock.set(new Date(story.notifiedAt * MINUTE));
    const id = demonstrationId('case', tale.name);
    const number = generateCaseNumber(createHash('sha256').update(tale.name).digest());
    const sent = Object.entries(story.notification).filter(
      ([code]) => !['verification', 'discard_reason'].includes(code),
    );
    const done = await this.app
      .get(NotifyCommands)
      .notify(await this.actor(tale.by), this.request(tale.name, 'notify'), {
        id,
        number,
        answers: Object.fromEntries(sent),
        identity: story.identity,
      });
    const head = story.placeIds[0] === places.csref ? circle.referralHead : circle.head;
    return { id, name: tale.name, number, version: done.version, story, head, focalPoint: circle.focal };
  }

  async confirmed(tale: Tale): Promise<ToldCase> {
    const told = await this.notified(tale);
    this.clock.advance(3 * HOUR);
    const actor = await this.actor(told.focalPoint);
    const request = this.request(told.name, 'confirm', told.version);
    const done = await this.app.get(CaseCommands).confirm(actor, request, told.id, {
      kind: told.story.kind,
      ...(tale.contact === undefined ? {} : { contact: tale.contact }),
    });
    return { ...told, version: done.version };
  }

  /** Confirmed, and part of the review written by the head of the responsible facility, or by who is named. */
  async documented(
    tale: Tale,
    part: (answers: Answers) => Answers = (answers) => answers,
    by?: string,
  ): Promise<ToldCase> {
    const told = await this.confirmed(tale);
    this.clock.advance((tale.writtenAfter ?? HOURS_TO_WRITE) * HOUR);
    const actor = await this.actor(by ?? told.head);
    const drafts = this.app.get(DraftCommands);
    const review = reviewFormName(told.story.kind);
    for (const [form, answers] of documentsOf(told.story, this.clock.now().getTime() / MINUTE)) {
      const written = form === review ? part(answers) : answers;
      const patches = Object.entries(written).map(([question, value]) => ({ question, base: null, value }));
      const step = form === review ? `document ${by ?? ''}` : `document ${form}`;
      await drafts.save(actor, this.request(told.name, step), told.id, form, patches);
    }
    return told;
  }

  /** `before` is what is still done before the file is frozen. */
  async frozen(
    tale: Tale,
    before: (told: ToldCase) => Promise<void> = () => Promise.resolve(),
  ): Promise<ToldCase> {
    const told = await this.documented(tale);
    await before(told);
    this.clock.advance(6 * HOUR);
    const request = this.request(told.name, 'freeze', told.version);
    const actor = await this.actor(told.head);
    const done = await this.app.get(CaseCommands).freeze(actor, request, told.id, { namesSeen: true });
    return { ...told, version: done.version };
  }

  /** The first seeded story on that day that fits and was notified before now. */
  private storyFor(tale: Tale, places: StoryPlaces): Story {
    const today = dayOf(this.now.toISOString().slice(0, 10)) ?? 0;
    const start = createHash('sha256').update(tale.name).digest().readUInt32BE(0);
    const write = tale.story ?? storyOf;
    for (let n = 0; n < MOST_TRIES; n += 1) {
      const story = write(new Seeded(start + n), places, today - tale.daysAgo);
      if (story.notifiedAt * MINUTE < this.now.getTime() && tale.fits(story)) return story;
    }
    throw new Error(`No story fits the tale ${tale.name}`);
  }

  private placesOf(...codes: readonly [string, string, string]): Promise<StoryPlaces> {
    return this.app.get(Transactions).system(async (tx) => {
      const rows = await tx.query<{ id: number; code: string }[]>(
        'SELECT id, code FROM app.place WHERE code = ANY ($1)',
        [codes],
      );
      const [cscom, csref, village] = codes.map((code) => rows.find((row) => row.code === code)?.id ?? 0);
      return { cscom: cscom ?? 0, csref: csref ?? 0, village: village ?? 0 };
    });
  }
}
