import { Component, contentChild, input, Directive, inject, TemplateRef } from '@angular/core';
import { NgTemplateOutlet } from '@angular/common';

/** One column: `key` names it for the cell template. `numeric` aligns to the right. */
export interface Column {
  readonly key: string;
  readonly label: string;
  readonly numeric?: boolean;
  readonly small?: string;
}

/** How one cell is drawn: `<ng-template appCell let-row let-key="key"> ... </ng-template>`. */
@Directive({ selector: 'ng-template[appCell]' })
export class Cell {
  readonly template = inject<TemplateRef<CellContext>>(TemplateRef);
}

interface CellContext {
  readonly $implicit: unknown;
  readonly key: string;
}

/**
 * A real table inside its card: it scrolls alone, and becomes one card per row on a phone. The first column is the row's heading.
 * Inputs: `columns`, `rows`, `caption` (read out; shown with `showCaption`), `track` (key of a row, default its `id`).
 *
 *     <app-data-table [columns]="columns()" [rows]="people" caption="Comptes">
 *       <ng-template appCell let-row let-key="key">
 *         @switch (key) { @case ('name') { {{ row.displayName }} } @case ('role') { ... } }
 *       </ng-template>
 *     </app-data-table>
 */
@Component({
  selector: 'app-data-table',
  imports: [NgTemplateOutlet],
  template: `
    <div class="card card-flush">
      <div class="table-scroll">
        <table class="table-cards">
          <caption [class.visually-hidden]="!showCaption()">
            {{
              caption()
            }}
          </caption>
          <thead>
            <tr>
              @for (column of columns(); track column.key) {
                <th scope="col" [class.num]="column.numeric">
                  {{ column.label }}
                  @if (column.small) {
                    <small>{{ column.small }}</small>
                  }
                </th>
              }
            </tr>
          </thead>
          <tbody>
            @for (row of rows(); track keyOf(row, $index)) {
              <tr>
                @for (column of columns(); track column.key; let first = $first) {
                  @if (first) {
                    <th scope="row">
                      <ng-container
                        [ngTemplateOutlet]="cell().template"
                        [ngTemplateOutletContext]="{ $implicit: row, key: column.key }"
                      />
                    </th>
                  } @else {
                    <td [class.num]="column.numeric" [attr.data-label]="column.label">
                      <ng-container
                        [ngTemplateOutlet]="cell().template"
                        [ngTemplateOutletContext]="{ $implicit: row, key: column.key }"
                      />
                    </td>
                  }
                }
              </tr>
            }
          </tbody>
        </table>
      </div>
    </div>
  `,
})
export class DataTable<Row extends object> {
  readonly columns = input.required<readonly Column[]>();
  readonly rows = input.required<readonly Row[]>();
  readonly caption = input.required<string>();
  readonly showCaption = input(false);
  protected readonly cell = contentChild.required(Cell);

  protected keyOf(row: Row, index: number): unknown {
    return 'id' in row ? row.id : index;
  }
}
