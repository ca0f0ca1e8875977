// The address of a list as one text, the same for the same list whatever the order of its parts.
export type Search = Record<string, string | number | undefined>;

export function queryOf(search: Search): string {
  const parts = Object.entries(search).flatMap(([name, value]) => (value === undefined || value === "" ? [] : [[name, String(value)]]));
  const query = new URLSearchParams(parts);
  query.sort();
  return query.toString();
}

export function searchOf(query: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(query));
}
