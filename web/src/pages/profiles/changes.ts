// What becomes different in a profile between two days.
import type { Schemas } from "../../api/client.ts";

type Profile = Schemas["Profile"];

export interface Change {
  /** Of what; a field, a rule, or one of the limits. */
  what: string;
  before?: string;
  after?: string;
  citation: string;
}

interface Line {
  id: string;
  what: string;
  says: string;
  citation: string;
}

const linesOf = ({ rows, rules }: Profile): Line[] => [
  ...rows.map(({ field, presence, criticality, value, citation }) => ({ id: `${field} ${presence} ${value} ${criticality ?? ""}`, what: field, says: [presence, criticality, value].filter(Boolean).join(", "), citation })),
  ...rules.map(({ id, text, citation }) => ({ id: `${id} ${text}`, what: "", says: text, citation })),
];

const missingFrom = (lines: Line[], others: Line[]) => lines.filter(({ id }) => !others.some((other) => other.id === id));

/** What two sentences that differ in a number have in common. */
const pattern = (says: string) => says.replace(/\d+/g, "#");

export function changesBetween(before: Profile, after: Profile, names: { usual: string; most: string; names: string }): Change[] {
  const limits = [
    { what: names.most, before: before.max_days, after: after.max_days, citation: after.max_days_citation },
    { what: names.usual, before: before.default_days, after: after.default_days, citation: "" },
    { what: names.names, before: before.max_names, after: after.max_names, citation: "" },
  ];
  const gone = missingFrom(linesOf(before), linesOf(after));
  const come = missingFrom(linesOf(after), linesOf(before));
  const pairs = gone.map((line) => [line, come.find((other) => other.what === line.what && pattern(other.says) === pattern(line.says))] as const);
  const alone = come.filter((line) => !pairs.some(([, other]) => other === line));
  return [
    ...limits.filter((limit) => limit.before !== limit.after).map((limit) => ({ ...limit, before: String(limit.before), after: String(limit.after) })),
    ...pairs.map(([{ what, says, citation }, other]) => ({ what, before: says, ...(other ? { after: other.says } : {}), citation: other?.citation ?? citation })),
    ...alone.map(({ what, says, citation }) => ({ what, after: says, citation })),
  ];
}
