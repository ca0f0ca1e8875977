// Languages: English comes with the first page, the others when they are chosen.
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { en, type Texts } from "./en.ts";

export const LANGUAGES = { en: "English", ko: "한국어", zh: "中文" } as const;
export type Language = keyof typeof LANGUAGES;

const KEY = "chancery.language";
interface Words {
  texts: Texts;
  /** What the server refuses, by its code. English is what the server itself says. */
  problems: Record<string, string>;
}

const LOADERS: Record<Exclude<Language, "en">, () => Promise<Words>> = {
  ko: async () => import("./ko.ts").then(({ ko, problems }) => ({ texts: ko, problems })),
  zh: async () => import("./zh.ts").then(({ zh, problems }) => ({ texts: zh, problems })),
};

function isLanguage(text: string | null | undefined): text is Language {
  return text != null && text in LANGUAGES;
}

function wantedLanguage(): Language {
  const kept = localStorage.getItem(KEY);
  if (isLanguage(kept)) return kept;
  const offered = navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage);
  return offered ?? "en";
}

async function load(language: Language) {
  if (language !== "en" && !i18next.hasResourceBundle(language, "translation")) {
    const { texts, problems } = await LOADERS[language]();
    i18next.addResourceBundle(language, "translation", texts);
    i18next.addResourceBundle(language, "problems", problems);
  }
}

export async function setLanguage(language: Language) {
  await load(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  localStorage.setItem(KEY, language);
}

export function currentLanguage(): Language {
  return isLanguage(i18next.language) ? i18next.language : "en";
}

export async function startLanguages() {
  await i18next.use(initReactI18next).init({
    lng: "en",
    fallbackLng: "en",
    resources: { en: { translation: en } },
    interpolation: { escapeValue: false }, // React escapes
  });
  const language = wantedLanguage();
  await load(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

/** A refusal in the language of the page, where that is not English and has a sentence for it. */
export function problemText(code: string): string | undefined {
  const text: unknown = i18next.getResource(i18next.language, "problems", code);
  return typeof text === "string" ? text : undefined;
}
