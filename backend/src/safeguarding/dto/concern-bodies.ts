import { IsIn, IsOptional } from 'class-validator';
import {
  ITEM_STATES,
  SURVIVOR_ITEMS,
  type ItemState,
  type SurvivorItem,
} from '../../domain/safeguarding/survivor-checklist.js';
import { ListOf, Whole } from '../../platform/http/checks.js';

class ItemBody {
  @IsIn(SURVIVOR_ITEMS)
  readonly item!: SurvivorItem;

  @IsIn(ITEM_STATES)
  readonly state!: ItemState;
}

export class ChecklistBody {
  @IsOptional()
  @Whole(0, 40)
  readonly children?: number;

  @IsOptional()
  @ListOf(() => ItemBody, SURVIVOR_ITEMS.length)
  readonly items?: readonly ItemBody[];
}
