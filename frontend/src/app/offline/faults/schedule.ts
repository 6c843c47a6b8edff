import fc from 'fast-check';
import type { Fault } from './model-server';

const SUBJECTS = ['a', 'b'] as const;
const FIELDS = ['x', 'y'] as const;

/** Steps after which the page dies in the middle of an act; most acts are left in peace. */
type Fuse = number | null;

/** One thing that happens. `device` is one of two; `row` picks among the rows that a person sees. */
export type Act =
  | {
      readonly act: 'write';
      readonly device: number;
      readonly subject: string;
      readonly good: boolean;
      readonly versioned: boolean;
      readonly fuse: Fuse;
    }
  | {
      readonly act: 'type';
      readonly device: number;
      readonly subject: string;
      readonly field: string;
      readonly good: boolean;
      readonly fuse: Fuse;
    }
  | { readonly act: 'look'; readonly device: number; readonly subject: string }
  | {
      readonly act: 'send';
      readonly device: number;
      readonly pages: 1 | 2;
      /** It was open before: it asks the server nothing before it sends. */
      readonly stays: boolean;
      readonly faults: readonly Fault[];
      readonly fuse: Fuse;
    }
  | {
      readonly act: 'decide';
      readonly device: number;
      readonly row: number;
      readonly what: 'aside' | 'resume' | 'redo' | 'correct' | 'mine' | 'theirs';
      readonly fuse: Fuse;
    }
  | { readonly act: 'clock'; readonly device: number; readonly years: number }
  | { readonly act: 'revoke' | 'sign in'; readonly device: number }
  | { readonly act: 'close' | 'reopen'; readonly subject: string }
  | { readonly act: 'back up' | 'restore' }
  | { readonly act: 'pass'; readonly days: number };

const device = fc.constantFrom(0, 1);
const subject = fc.constantFrom(...SUBJECTS);
const fuse: fc.Arbitrary<Fuse> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.nat(24) },
);
const fault: fc.Arbitrary<Fault> = fc.oneof(
  { weight: 4, arbitrary: fc.constant('none' as const) },
  {
    weight: 5,
    arbitrary: fc.constantFrom<Fault>(
      'request lost',
      'answer lost',
      'twice',
      'crash before commit',
      'crash after commit',
      'busy',
      'too many',
      'broken',
      'stranger',
    ),
  },
);
const mostly = fc.oneof(
  { weight: 5, arbitrary: fc.constant(true) },
  { weight: 1, arbitrary: fc.constant(false) },
);

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      act: fc.constant('write' as const),
      device,
      subject,
      good: mostly,
      versioned: fc.boolean(),
      fuse,
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      act: fc.constant('type' as const),
      device,
      subject,
      field: fc.constantFrom(...FIELDS),
      good: mostly,
      fuse,
    }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('look' as const), device, subject }) },
  {
    weight: 8,
    arbitrary: fc.record({
      act: fc.constant('send' as const),
      device,
      pages: fc.constantFrom(1 as const, 2 as const),
      stays: fc.boolean(),
      faults: fc.array(fault, { maxLength: 6 }),
      fuse,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('decide' as const),
      device,
      row: fc.nat(5),
      what: fc.constantFrom(
        'aside' as const,
        'resume' as const,
        'redo' as const,
        'correct' as const,
        'mine' as const,
        'theirs' as const,
      ),
      fuse,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant('clock' as const),
      device,
      years: fc.integer({ min: -10, max: 10 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ act: fc.constantFrom('revoke' as const, 'sign in' as const), device }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constantFrom('close' as const, 'reopen' as const), subject }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constantFrom('back up' as const, 'restore' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ act: fc.constant('pass' as const), days: fc.integer({ min: 1, max: 12 }) }),
  },
);

export const schedules = fc.array(act, { minLength: 4, maxLength: 30, size: 'max' });
