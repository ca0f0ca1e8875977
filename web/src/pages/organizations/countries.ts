// A country by its code of ISO 3166-1, with the name that the browser knows in the language of the page.
import { currentLanguage } from "../../i18n/index.ts";

export function countryName(code: string): string {
  return new Intl.DisplayNames(currentLanguage(), { type: "region", fallback: "code" }).of(code) ?? code;
}
