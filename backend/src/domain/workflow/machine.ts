/**
 * A state machine as plain data. Guards read a small record of facts gathered beforehand, so a machine does no I/O and
 * runs unchanged in the browser, where it draws the buttons and the reasons why one is locked.
 */
export interface Guard<Facts> {
  /** Stable code of the sentence shown when the guard does not hold; its texts live in `texts/`. */
  readonly reason: string;
  readonly holds: (facts: Facts) => boolean;
}

/** Fired by a person (a button) or a consequence of another command or of the clock. */
export type Trigger = 'person' | 'consequence';

/** Where a thing comes from that does not exist yet: `assign`, `plan`, `build` and `propose` start here. */
export const NOTHING = 'nothing';

/** Target of an event that changes something beside the state (hold, transfer, report). */
export const STAYS = 'stays';

export interface Transition<State extends string, Facts> {
  readonly from: readonly (State | typeof NOTHING)[];
  /** A function only where the target depends on the facts or on the state left; `targets` then lists all of them. */
  readonly to: State | typeof STAYS | ((facts: Facts, from: State | typeof NOTHING) => State);
  readonly targets?: (from: State | typeof NOTHING) => readonly State[];
  readonly by: Trigger;
  readonly guards?: readonly Guard<Facts>[];
  /** Irreversible events open a dialog that says what will no longer change. */
  readonly irreversible?: true;
  /** The event takes effect only when a second person confirms it. */
  readonly twoPersons?: true;
}

export interface Machine<State extends string, Event extends string, Facts> {
  readonly name: string;
  readonly initial: State;
  readonly states: readonly State[];
  /** States where the path ends; only an event that undoes the end may leave them. */
  readonly ends: readonly State[];
  readonly transitions: Readonly<Record<Event, Transition<State, Facts>>>;
}

export type Decision<State extends string> =
  | { readonly accepted: true; readonly to: State }
  | { readonly accepted: false; readonly reasons: readonly string[] };

/** What the event does from this state with these facts: the new state, or every reason why not. Never throws. */
export function decide<State extends string, Event extends string, Facts>(
  machine: Machine<State, Event, Facts>,
  state: State | typeof NOTHING,
  event: Event,
  facts: Facts,
): Decision<State> {
  const transition = machine.transitions[event];
  if (!transition.from.includes(state)) return { accepted: false, reasons: [`${machine.name}.wrong-state`] };
  const reasons = (transition.guards ?? [])
    .filter((guard) => !guard.holds(facts))
    .map((guard) => guard.reason);
  if (reasons.length > 0) return { accepted: false, reasons };
  if (typeof transition.to === 'function') return { accepted: true, to: transition.to(facts, state) };
  if (transition.to !== STAYS) return { accepted: true, to: transition.to };
  return { accepted: true, to: state === NOTHING ? machine.initial : state };
}

/** One button of the workflow bar: the event, and the reasons why it is locked (none when it is open). */
export interface Offer<Event extends string> {
  readonly event: Event;
  readonly reasons: readonly string[];
  readonly irreversible: boolean;
  readonly twoPersons: boolean;
}

/** The events a person could fire from this state, each with the reasons that still hold it back. */
export function offers<State extends string, Event extends string, Facts>(
  machine: Machine<State, Event, Facts>,
  state: State | typeof NOTHING,
  facts: Facts,
  may: (event: Event) => boolean,
): readonly Offer<Event>[] {
  return (Object.keys(machine.transitions) as Event[])
    .filter((event) => {
      const { by, from } = machine.transitions[event];
      return by === 'person' && from.includes(state) && may(event);
    })
    .map((event) => {
      const transition = machine.transitions[event];
      const decision = decide(machine, state, event, facts);
      return {
        event,
        reasons: decision.accepted ? [] : decision.reasons,
        irreversible: transition.irreversible ?? false,
        twoPersons: transition.twoPersons ?? false,
      };
    });
}

/** Turns a record of named conditions into a function that lists guards by their reason, so a reason is written once. */
export function guardsOf<Facts, Reason extends string>(
  conditions: Readonly<Record<Reason, (facts: Facts) => boolean>>,
): (...reasons: readonly Reason[]) => readonly Guard<Facts>[] {
  return (...reasons) => reasons.map((reason) => ({ reason, holds: conditions[reason] }));
}
