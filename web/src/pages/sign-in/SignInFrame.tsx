// The sheet on which every step of signing in stands.
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Seal } from "../../app/Brand.tsx";
import { ThemeButton } from "../../app/ThemeButton.tsx";
import { LANGUAGES, setLanguage, type Language } from "../../i18n/index.ts";
import classes from "./SignInFrame.module.css";

export function SignInFrame({ title, about, children }: { title: string; about?: string; children: React.ReactNode }) {
  const { t, i18n } = useTranslation();
  useEffect(() => {
    document.title = `${title} · Chancery`;
  }, [title]);
  return (
    <div className={classes.screen}>
      <div className={classes.corner}>
        <ThemeButton />
      </div>
      <main className={classes.sheet}>
        <div className={classes.head}>
          <Seal size={44} />
          <p className={classes.name}>Chancery</p>
          <p className={classes.what}>{t("signIn.what")}</p>
        </div>
        <h1 className={classes.title}>{title}</h1>
        {about && <p className={classes.about}>{about}</p>}
        <div className={classes.form}>{children}</div>
      </main>
      <footer className={classes.foot}>
        <span className={classes.languages}>
          {(Object.keys(LANGUAGES) as Language[]).map((language) => (
            <button key={language} type="button" lang={language} aria-pressed={i18n.language === language} onClick={() => setLanguage(language)}>
              {LANGUAGES[language]}
            </button>
          ))}
        </span>
        <a href="/api/v1/docs">{t("nav.apiDocs")}</a>
        <a href="/acme/directory">{t("signIn.acme")}</a>
      </footer>
    </div>
  );
}
