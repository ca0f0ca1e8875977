// What can be chosen as country and state, and what finds it.
export interface Option {
  value: string;
  label: string;
  /** Small letters without accents: everything that somebody may type for it. */
  words?: string;
}

interface Country {
  code: string;
  name: string;
}
interface State {
  code: string;
  name: string;
  also: string[];
}

export const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").normalize("NFC").toLowerCase();

/** By name in the language of the page; the English name finds it, too. */
export function countryOptions(countries: Country[], nameOf: (code: string) => string, language: string): Option[] {
  const order = new Intl.Collator(language);
  return countries
    .map(({ code, name }) => ({ value: code, label: `${nameOf(code)} (${code})`, words: plain(`${nameOf(code)} ${name} ${code}`) }))
    .sort((a, b) => order.compare(a.label, b.label));
}

/** Every spelling that a certificate may have, the one of the table first. */
export function stateOptions(states: State[]): Option[] {
  const options = states.flatMap(({ code, name, also }) =>
    [name, ...also].map((spelling) => ({ value: spelling, label: spelling === name ? `${name} (${code})` : `${spelling} (${code})`, words: plain([name, ...also, code].join(" ")) })),
  );
  return [...new Map(options.map((option) => [option.value, option])).values()];
}

/** Those with a word that begins with what was typed come before those that have it elsewhere. */
export function found<Shown extends { value: string; label: string }>(shown: Shown[], known: Map<string, Option>, typed: string): Shown[] {
  const wanted = plain(typed.trim());
  const wordsOf = ({ value, label }: Shown) => known.get(value)?.words ?? plain(label);
  const holding = shown.filter((option) => wordsOf(option).includes(wanted));
  const begins = (option: Shown) => ` ${wordsOf(option)}`.includes(` ${wanted}`);
  return [...holding.filter(begins), ...holding.filter((option) => !begins(option))];
}
