import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { CaseView, DocumentRow, PhaseView } from '@domain/cases/case.js';
import { eventTexts } from '../core/domain-texts';
import { Formats } from '../core/formats';
import { injectTexts } from '../core/texts';
import { Icon } from '../ui/icon';
import { KeptLink } from '../ui/kept-link';
import { EntryWords } from './entry-words';
import { InvitationWords } from './invitation-words';
import { casesTexts } from './texts';

/** The documents of the file, each with how far it has come, and the phase of each facility. */
@Component({
  selector: 'app-case-documents',
  host: { class: 'block' },
  imports: [Icon, KeptLink, RouterLink],
  template: `
    <section class="card card-flush" aria-labelledby="documents">
      <div class="card-head">
        <h2 id="documents">{{ t('documents') }}</h2>
        @if (score(); as share) {
          <span class="small muted"
            >{{ t('documents.score') }} <b class="num">{{ share }}</b></span
          >
        }
      </div>
      @if (why(); as sentence) {
        <p class="card-part small">{{ sentence }}</p>
      }
      <ul class="documents">
        @for (document of documents(); track document.form) {
          <li>
            <div class="grow">
              <b>{{ name(document) }}</b>
              <p class="small muted num">{{ progress(document) }}</p>
            </div>
            <div class="document-state">
              @if (document.optional) {
                <span class="small muted">{{ t('document.open') }}</span>
              } @else if (complete(document)) {
                <span class="line ok small"
                  ><svg appIcon="done" class="icon-20" /> {{ t('document.complete') }}</span
                >
              } @else {
                <div class="meter" role="img" [attr.aria-label]="progress(document)">
                  <i [style.width.%]="(100 * document.answered) / (document.total || 1)"></i>
                </div>
              }
            </div>
            <app-kept-link
              [link]="['/cas', view().id, 'formulaire', document.form]"
              [needs]="'/cases/' + view().id + '/forms/' + document.form"
              [text]="act(document)"
              [label]="act(document) + ', ' + name(document)"
            />
          </li>
        }
        @if (isFrozen()) {
          <li>
            <div class="grow">
              <b>{{ t('file') }}</b>
              <p class="small muted">
                {{ t('file.text') }}
              </p>
              <p class="small">
                <a target="_blank" rel="noopener" [href]="'/api/cases/' + view().id + '/file.pdf'">{{
                  t('file.print')
                }}</a>
              </p>
            </div>
            <div class="document-state">
              <span class="line small"
                ><svg appIcon="snowflake" class="icon-20" /> {{ t('file.frozen') }}</span
              >
            </div>
            <app-kept-link
              [link]="['/cas', view().id, 'dossier']"
              [needs]="'/cases/' + view().id + '/file'"
              [text]="t('document.read')"
            />
          </li>
        }
      </ul>
      @if (view().path.length > 0) {
        <div class="card-part">
          <h3 class="small">{{ t('path') }}</h3>
          <ol class="path">
            @for (phase of view().path; track phase.placeId) {
              <li>
                <span class="grow">{{ phase.name }}{{ phase.mine ? ' · ' + t('path.mine') : '' }}</span>
                @if (phase.signedAt; as at) {
                  <span class="line ok small"
                    ><svg appIcon="done" class="icon-20" />
                    {{ t('path.signed', { date: formats.date(at) }) }}</span
                  >
                } @else {
                  <span class="small muted">{{ t('path.open') }}</span>
                }
                @if (phase.entry; as entry) {
                  <p class="small muted path-more">{{ entries.line(entry) }}</p>
                }
                @if (phase.enterable) {
                  <div class="path-more stack-8">
                    <p class="small muted">{{ t('path.nobody') }}</p>
                    @if (phase.invitation; as invitation) {
                      <p class="small">{{ invitations.line(invitation) }}</p>
                    }
                    <div class="btns">
                      <a
                        class="btn"
                        [routerLink]="['/cas', view().id, 'partie', phase.placeId]"
                        [attr.aria-label]="enterVerb() + ' : ' + phase.name"
                        ><svg appIcon="pencil" class="icon-20" /> {{ enterVerb() }}</a
                      >
                      <a
                        class="btn"
                        [routerLink]="['/cas', view().id, 'inviter', phase.placeId]"
                        [attr.aria-label]="inviteVerb(phase) + ' : ' + phase.name"
                        ><svg appIcon="key" class="icon-20" /> {{ inviteVerb(phase) }}</a
                      >
                    </div>
                  </div>
                }
              </li>
            }
          </ol>
        </div>
      }
    </section>
  `,
})
export class CaseDocuments {
  readonly view = input.required<CaseView>();
  protected readonly t = injectTexts(casesTexts);
  protected readonly formats = inject(Formats);
  protected readonly entries = inject(EntryWords);
  protected readonly invitations = inject(InvitationWords);
  private readonly events = injectTexts(eventTexts);
  protected readonly enterVerb = computed(() => this.events.find('case.enter-phase.verb') ?? '');

  protected readonly documents = computed(() =>
    (this.view().documents ?? []).filter(
      ({ optional, writable, answered }) => writable || (!optional && (answered > 0 || !this.isEarly())),
    ),
  );
  /** Before the confirmation only what somebody may write, or has begun, is a document. */
  private readonly isEarly = computed(() => this.view().state === 'notified');
  /** Why the death is reviewed in full, or has a short form. */
  protected readonly why = computed(() => {
    const { extent } = this.view();
    return extent === null ? null : this.t(`extent.${extent.reason}`);
  });
  protected readonly isFrozen = computed(
    () => !['notified', 'documenting', 'discarded', 'duplicate'].includes(this.view().state),
  );
  protected readonly score = computed(() => {
    const review = this.documents().find(({ form }) => form !== 'notification');
    return review === undefined || !review.writable ? null : this.formats.share(review.score);
  });

  protected inviteVerb({ invitation }: PhaseView): string {
    return this.t(invitation?.standing === 'open' ? 'invitation.see' : 'invitation.verb');
  }

  protected name({ form }: DocumentRow): string {
    return this.t.find(`form.${form}`) ?? form;
  }

  protected complete({ answered, total, errors }: DocumentRow): boolean {
    return errors === 0 && answered >= total;
  }

  protected progress({ answered, total, errors, optional, expected }: DocumentRow): string {
    if (optional) return this.t('document.optional');
    if (expected) return this.t('document.expected');
    const core = this.t.count('document.answers', answered, { total });
    return errors === 0 ? core : `${core} · ${this.t.count('document.errors', errors)}`;
  }

  protected act(document: DocumentRow): string {
    if (!document.writable) return this.t('document.read');
    if (document.answered === 0) return this.t('document.begin');
    return this.t(this.complete(document) ? 'document.reread' : 'document.continue');
  }
}
