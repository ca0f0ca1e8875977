// Dates and times for people: in the language of the page, in the time zone of the browser.
import { currentLanguage } from "../i18n/index.ts";

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];

export function relative(moment: string | Date, now = Date.now()): string {
  const seconds = (new Date(moment).getTime() - now) / 1000;
  const size = Math.abs(seconds);
  // Days up to two months: "in 47 days" says more about a certificate than "next month".
  const [unit, length] = (size >= 86_400 && size < 62 * 86_400 ? UNITS[2] : UNITS.find(([, s]) => size >= s)) ?? UNITS[5]!;
  return new Intl.RelativeTimeFormat(currentLanguage(), { numeric: "auto" }).format(Math.round(seconds / length), unit);
}

export function day(moment: string | Date): string {
  return new Intl.DateTimeFormat(currentLanguage(), { dateStyle: "medium" }).format(new Date(moment));
}

export function dayAndTime(moment: string | Date): string {
  const form = { dateStyle: "medium", timeStyle: "short" } as const;
  return new Intl.DateTimeFormat(currentLanguage(), form).format(new Date(moment));
}

export function exact(moment: string | Date): string {
  const form = { dateStyle: "full", timeStyle: "long" } as const;
  return new Intl.DateTimeFormat(currentLanguage(), form).format(new Date(moment));
}

export function count(value: number): string {
  return new Intl.NumberFormat(currentLanguage()).format(value);
}

/** Bytes in pairs, for reading aloud and comparing: "1A:2B". */
export function pairs(hex: string): string {
  return (hex.length % 2 ? `0${hex}` : hex).replace(/..(?=.)/g, "$&:").toUpperCase();
}

/** A distinguished name with room to breathe; escaped commas stay as they are. */
export function spaced(name: string): string {
  return name.replace(/(?<!\\),(?=\S)/g, ", ");
}

/** What people call the owner of a distinguished name: its common name, else the whole. */
export function commonNameOf(name: string): string {
  return /(?:^|,)CN=((?:\\.|[^,\\])+)/i.exec(name)?.[1]?.replace(/\\(.)/g, "$1") ?? spaced(name);
}
