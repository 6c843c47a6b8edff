import { Injectable } from '@angular/core';
import { codesOfList } from '@domain/classification/code-list.js';
import { codeTexts } from '../core/domain-texts';
import { injectTexts } from '../core/texts';

/** Words of coded values, from the code lists of the domain. */
@Injectable({ providedIn: 'root' })
export class CodeWords {
  private readonly codes = injectTexts(codeTexts);

  /** A whole list as choices, in its order. */
  choices(list: string): readonly { readonly value: string; readonly label: string }[] {
    return codesOfList(list).map((value) => ({ value, label: this.codes.find(`${list}.${value}`) ?? value }));
  }
}
