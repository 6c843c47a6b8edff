import type { Page } from 'playwright-core';
import type { Answers, Form } from '../../../../backend/src/domain/forms/form.js';
import { getForm, reviewFormName } from '../../../../backend/src/domain/forms/registry.js';
import type { WorkedCase } from '../../worked-cases.js';
import type { FormPilot } from '../form-pilot.js';
import type { Phone } from '../phone.js';
import type { Site } from '../site.js';
import { Cycle } from './cycle.js';

/** The acts of whoever holds a registered phone, whatever its network does: a page that is loaded anew asks for the code. */
export class OnAPhone extends Cycle {
  /** What was typed into forms that are saved field by field. */
  readonly typed: string[] = [];

  constructor(
    site: Site,
    private readonly phone: Phone,
    private readonly code: string,
    worked: WorkedCase,
    identity?: Answers,
  ) {
    const { address } = phone.line;
    super({ ...site, address, open: () => Promise.resolve(phone.page) }, 'phone', worked, identity);
  }

  /** What this person is to write of the review. */
  ownOf(facility: 'cscom' | 'csref'): Answers {
    return this.ownAnswers(getForm(reviewFormName(this.worked.kind) ?? ''), facility);
  }

  /** A battery may have ended since: the page of today. */
  override screen(): Promise<Page> {
    return Promise.resolve(this.phone.page);
  }

  protected override visit(_: Page, address: string): Promise<void> {
    const { pathname } = new URL(address);
    return this.phone.unlock(this.code, pathname);
  }

  protected override async kept(page: Page, pilot: FormPilot): Promise<void> {
    await pilot.drawn();
    await page.getByText('Enregistré sur cet appareil').filter({ visible: true }).first().waitFor();
  }

  protected override arrived(_: Form, typed: readonly string[]): Promise<void> {
    this.typed.push(...typed);
    return Promise.resolve();
  }
}
