import { Type } from 'class-transformer';
import { IsArray, IsIn, IsOptional, ValidateNested } from 'class-validator';
import {
  ITEM_STATES,
  SURVIVOR_ITEMS,
  type ItemState,
  type SurvivorItem,
} from '../../domain/safeguarding/survivor-checklist.js';
import { AtMost, Whole } from '../../platform/http/checks.js';

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
  @IsArray()
  @AtMost(SURVIVOR_ITEMS.length)
  @ValidateNested({ each: true })
  @Type(() => ItemBody)
  readonly items?: readonly ItemBody[];
}
