import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { may } from '../domain/access/abilities.js';
import { pathIn } from '../domain/cases/case-documents.js';
import { rolesOn } from '../domain/cases/case-roles.js';
import {
  caseMachine,
  type CaseEvent,
  type CaseFacts,
  type CasePersonEvent,
} from '../domain/cases/case-workflow.js';
import { CONFIRMED_KINDS, isEligible, mayBecome } from '../domain/cases/eligibility.js';
import { offers, type Offer } from '../domain/workflow/machine.js';
import type { Actor } from '../platform/security/actor.js';
import { documentsOf } from './case-documents.js';
import { CaseFactFinder } from './case-fact-finder.js';
import { factsFor } from './case-facts.js';
import { CasePhases } from './case-phases.js';
import { reachOf, type LockedCase } from './locked-case.js';
import { NotificationAnswers } from './notification-answers.js';
import { settingsAt } from '../facilities/settings.js';

/** What the dialog of an event will ask: its absence is no reason to lock the button. */
const ASKED_IN_DIALOG: Partial<CaseFacts> = {
  kindSet: true,
  kindDiffers: true,
  reasonGiven: true,
  keptCaseNamed: true,
  namesScreened: true,
  waiverGround: 'file-lost',
  holdRouteNamed: true,
  receiverNamed: true,
  feedbackGiven: true,
};

type Gather = (tx: EntityManager, actor: Actor, row: LockedCase) => Promise<Partial<CaseFacts>>;

/** The buttons of a case for one person, with the reasons that still lock them. Facts are gathered only for what they may fire. */
@Injectable()
export class CaseOffers {
  private readonly gather: Readonly<Partial<Record<CasePersonEvent, Gather>>>;

  constructor(facts: CaseFactFinder, notification: NotificationAnswers, phases: CasePhases) {
    this.gather = {
      confirm: async (tx, _actor, row) => {
        const answers = await notification.of(tx, row);
        return { eligible: CONFIRMED_KINDS.some((kind) => isEligible(kind, answers)) };
      },
      'change-kind': async (tx, _actor, row) => {
        const answers = await notification.of(tx, row);
        return { eligible: CONFIRMED_KINDS.some((kind) => kind !== row.kind && mayBecome(kind, answers)) };
      },
      freeze: (tx, _actor, row) => facts.readiness(tx, row),
      'enter-phase': async (tx, _actor, row) =>
        phases.factsOfPath(tx, row, pathIn(await documentsOf(tx, row), row.placeIds)),
      unfreeze: async (tx, _actor, row) => ({ auditInProgressOrSealed: await facts.auditBegun(tx, row) }),
      close: async (tx, _actor, row) => ({ openRecommendations: await facts.openRecommendations(tx, row) }),
      'lift-hold': async (tx, actor, row) => {
        const settings = await settingsAt(tx, row.responsibleId);
        return { mayLiftHold: rolesOn(actor.memberships, row).includes(settings['hold.lifted-by']) };
      },
    };
  }

  async of(tx: EntityManager, actor: Actor, row: LockedCase): Promise<readonly Offer<CaseEvent>[]> {
    const reach = reachOf(row);
    const mayFire = (event: CaseEvent): boolean =>
      may(actor.ability, event as CasePersonEvent, 'Case', reach);
    let gathered: Partial<CaseFacts> = { ...ASKED_IN_DIALOG, actorRoles: rolesOn(actor.memberships, row) };
    for (const [event, gather] of Object.entries(this.gather)) {
      const fires = caseMachine.transitions[event as CasePersonEvent].from.includes(row.state);
      if (fires && mayFire(event as CaseEvent)) gathered = { ...gathered, ...(await gather(tx, actor, row)) };
    }
    return offers(caseMachine, row.state, factsFor(row, gathered), mayFire);
  }
}
