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

export interface Transition<State extends string, Facts> {
  readonly from: readonly State[];
  /** A function only where the target depends on the facts (`compare`, `select`); `targets` then lists all of them. */
  readonly to: State | ((facts: Facts) => State);
  readonly targets?: readonly State[];
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
  readonly ends: readonly State[];
  readonly transitions: Readonly<Record<Event, Transition<State, Facts>>>;
}

export type Decision<State extends string> =
  | { readonly accepted: true; readonly to: State }
  | { readonly accepted: false; readonly reasons: readonly string[] };

/** What the event does from this state with these facts: the new state, or every reason why not. */
export function decide<State extends string, Event extends string, Facts>(
  machine: Machine<State, Event, Facts>,
  state: State,
  event: Event,
  facts: Facts,
): Decision<State> {
  const transition = machine.transitions[event];
  if (!transition.from.includes(state)) return { accepted: false, reasons: [`${machine.name}.wrong-state`] };
  const reasons = (transition.guards ?? []).filter((guard) => !guard.holds(facts)).map((guard) => guard.reason);
  if (reasons.length > 0) return { accepted: false, reasons };
  return { accepted: true, to: typeof transition.to === 'function' ? transition.to(facts) : transition.to };
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
  state: State,
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
