import type { Schemas } from "../../api/client.ts";

/** Who limits the days: a rule, or, in the words of the page, the setting of the profile itself. */
export const citationOf = ({ max_days_citation: citation }: Schemas["Profile"], own: string) => (citation === "profile setting max_days" ? own : citation);
