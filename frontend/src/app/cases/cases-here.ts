import { computed, inject, Injectable, resource } from '@angular/core';
import type { CaseView, DocumentRow, DraftView, FieldPatch } from '@domain/cases/case.js';
import type { Answers } from '@domain/forms/form.js';
import { getForm } from '@domain/forms/registry.js';
import { validate } from '@domain/forms/validate.js';
import { localNow } from '../core/dates-and-numbers';
import type { Kept } from '../core/kept';
import { withAnswer } from '../offline/draft-saver';
import { madePages } from '../offline/made-here';
import { Outbox } from '../offline/outbox';
import type { Row, RowState } from '../offline/outbox-row';
import { PersonalStore } from '../offline/personal-store';

/** A case as this device made its page, and where its notification is. */
interface CaseOfHere {
  readonly view: CaseView;
  readonly state: RowState;
}

const NONE: ReadonlyMap<string, Kept> = new Map();

/** The cases that this device notified and that are not on its shelf yet as the server tells them. */
@Injectable({ providedIn: 'root' })
export class CasesHere {
  private readonly outbox = inject(Outbox);
  private readonly personal = inject(PersonalStore);
  private readonly source = resource({
    params: () => ({ rows: this.outbox.rows(), profile: this.personal.profile() }),
    loader: () => madePages(this.personal),
  });
  private readonly pages = computed(() => (this.source.hasValue() ? this.source.value() : NONE));

  /** Newest first. */
  readonly all = computed<readonly CaseOfHere[]>(() =>
    [...this.pages()]
      .flatMap(([path, { body }]) => (/^\/cases\/[^/]+$/.test(path) ? [body as CaseView] : []))
      .map((view) => ({ view, state: this.stateOf(view.id) }))
      .toSorted((a, b) => b.view.reportedAt.localeCompare(a.view.reportedAt)),
  );

  /** A notification of which nothing waits here any more has been received. */
  stateOf(id: string): RowState {
    const row = this.outbox.rows().find(({ kind, subject }) => kind === 'notification' && subject === id);
    return row?.state ?? 'received';
  }

  /** The documents of such a case, with what was written since its page was made. */
  documentsOf({ id, documents }: CaseView): readonly DocumentRow[] | undefined {
    return documents?.map((line) => {
      const path = `/cases/${id}/forms/${line.form}`;
      const page = this.pages().get(path)?.body as DraftView | undefined;
      if (page === undefined) return line;
      const answers = this.outbox
        .rows()
        .filter(({ url }) => url === path)
        .reduce(withPatches, page.answers);
      const context = { now: localNow(), ...page.context };
      const { completeness, issues } = validate(getForm(line.form, line.version), answers, context);
      const { score, answered, visible: total } = completeness;
      const errors = issues.filter(({ severity }) => severity === 'ERR').length;
      return { ...line, score, answered, total, errors };
    });
  }
}

function withPatches(answers: Answers, { body }: Row): Answers {
  const { patches = [] } = (body ?? {}) as { readonly patches?: readonly FieldPatch[] };
  return patches.reduce((all, { question, value }) => withAnswer(all, question, value), answers);
}
