import { convert, type Direction, type StructCode } from "../json/convert.ts";
import { kindOf, ownMember, setMember } from "../json/kinds.ts";
import { itemsNamed, withNames } from "../json/named.ts";
import type { Visit } from "../json/visit.ts";
import { noSuchMember } from "../plan/describe.ts";
import { FURTHER, namedMembers, type Plan, type TuplePlan } from "../plan/plan.ts";
import { ANOTHER_NAME, furtherItems, oneOf } from "../sentences.ts";

/** What the codec asks for between an array and the object that it is in memory. */
export const structCode: StructCode = { convert: convertStruct, itemsOf: itemsNamed, objectOf: withNames };

/** Converts an object whose members are the items of an array. */
function convertStruct(direction: Direction, plan: TuplePlan, value: object, visit: Visit): object {
  const converted = {};
  const members = namedMembers(plan);
  const further = plan.rest && ownMember(value, FURTHER);
  const last = further === undefined ? members.findLastIndex(({ name }) => has(value, name)) : members.length;
  visit.deeper(() => {
    for (const [index, member] of members.entries()) {
      if ((member.required || index < last) && !has(value, member.name)) visit.missing(member);
    }
    for (const { name, value: item } of members) {
      if (!has(value, name) || visit.over) continue;
      visit.at(name, () => {
        setMember(converted, name, convert(direction, item, ownMember(value, name), visit, 1) ?? null);
      });
    }
    if (further !== undefined && !visit.over) {
      visit.at(FURTHER, () => setMember(converted, FURTHER, furtherOf(direction, plan, further, visit)));
    }
    for (const name of Object.keys(value)) {
      const isKnown = (plan.rest && name === FURTHER) || members.some((member) => member.name === name);
      if (isKnown || !has(value, name) || visit.over) continue;
      visit.at(name, () => {
        if (visit.enter(1) && visit.tells()) visit.unexpected(noSuchMember({ members }), ANOTHER_NAME);
      });
    }
  });
  return converted;
}

function has(object: object, name: string): boolean {
  return ownMember(object, name) !== undefined;
}

function furtherOf(direction: Direction, { rest }: TuplePlan, value: unknown, visit: Visit): unknown {
  if (!Array.isArray(value) || value.length === 0) {
    return visit.unexpected(furtherItems(), Array.isArray(value) ? oneOf(0) : kindOf(value));
  }
  const converted: unknown[] = [];
  for (let index = 0; index < value.length && !visit.over; index++) {
    visit.at(index, () => converted.push(convert(direction, rest as Plan, value[index], visit)));
  }
  return converted;
}
