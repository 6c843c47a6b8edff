import { ApplicationRef, createComponent, type EnvironmentInjector } from '@angular/core';
import { TextStore } from '../core/texts';
import { ProofDialog } from './proof-dialog';
import { securityTexts } from './texts';

/** Opens the dialog over the page, and says whether the proof was given. The page beneath stays as it is. */
export async function askForProof(injector: EnvironmentInjector, withCode: boolean): Promise<boolean> {
  await injector.get(TextStore).load(securityTexts);
  const dialog = createComponent(ProofDialog, { environmentInjector: injector });
  dialog.setInput('withCode', withCode);
  document.body.append(dialog.location.nativeElement as HTMLElement);
  injector.get(ApplicationRef).attachView(dialog.hostView);
  try {
    return await new Promise<boolean>((answered) => {
      dialog.instance.answered.subscribe(answered);
    });
  } finally {
    dialog.destroy();
  }
}
