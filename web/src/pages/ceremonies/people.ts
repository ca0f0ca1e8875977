import type { Schemas } from "../../api/client.ts";

/** The names of people of a ceremony, by their ids. */
export function namesOf({ people = [] }: Schemas["Ceremony"], ids: string[] = []): string {
  return ids.map((id) => people.find((person) => person.id === id)?.name ?? id).join(", ");
}
