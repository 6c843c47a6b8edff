import { Component, input } from '@angular/core';
import { Field } from '../ui/field';

/** The code of a device, hidden as it is typed, with the digits of a telephone. Inputs: `name` (also its id), `label`, `hint`, `fault`. */
@Component({
  selector: 'app-code-field',
  host: { class: 'block' },
  imports: [Field],
  template: `
    <app-field [boxId]="name()" [name]="name()" [label]="label()" [hint]="hint()" [fault]="fault()">
      <input
        type="password"
        class="box code-box"
        inputmode="numeric"
        autocomplete="off"
        spellcheck="false"
        maxlength="12"
        [id]="name()"
        [name]="name()"
      />
    </app-field>
  `,
})
export class CodeField {
  readonly name = input.required<string>();
  readonly label = input.required<string>();
  readonly hint = input('');
  readonly fault = input('');
}
