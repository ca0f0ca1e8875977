// What the certificate holds besides names and dates: read from its octets, here in the browser.
import { useTranslation } from "react-i18next";
import { Fact, Facts } from "../../ui/Facts.tsx";
import { Section } from "../../ui/Page.tsx";
import { decode } from "../../x509/decode.ts";
import classes from "./DecodedSection.module.css";

export function DecodedSection({ pem }: { pem: string }) {
  const { t } = useTranslation();
  const decoded = decode(pem);
  if (!decoded) return null;
  return (
    <Section title={t("decoded.title")}>
      <Facts>
        <Fact name={t("decoded.key")}>{decoded.key}</Fact>
        <Fact name={t("decoded.signature")}>{decoded.signature}</Fact>
        {decoded.extensions.map(({ oid, name, critical, lines }) => (
          <Fact key={oid} name={name}>
            {critical && <p className={classes.critical}>{t("decoded.critical")}</p>}
            <ul className={classes.lines}>
              {lines.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </Fact>
        ))}
      </Facts>
    </Section>
  );
}
