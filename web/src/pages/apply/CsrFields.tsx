// A CSR as the server read it, with what speaks against it next to the field that it is about.
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { CopyValue } from "../../ui/Copy.tsx";
import { Fact, Facts } from "../../ui/Facts.tsx";
import { pairs, spaced } from "../../ui/format.ts";
import { Notice } from "../../ui/Notice.tsx";
import { Refusal } from "../../ui/Refusal.tsx";

export function CsrFields({ report }: { report: Schemas["CsrCheck"] }) {
  const { t } = useTranslation();
  return (
    <>
      {report.findings.length === 0 ? (
        <Notice tone="good" title={t("apply.csrGood")} />
      ) : (
        <Notice tone="bad" title={t("apply.csrFaults", { count: report.findings.length })}>
          {report.findings.map((finding) => (
            <p key={`${finding.code} ${finding.detail}`}>
              <Refusal code={finding.code} detail={finding.detail} /> <code>{finding.code}</code>
            </p>
          ))}
        </Notice>
      )}
      <Facts>
        <Fact name={t("csr.commonName")}>{report.common_name ?? <span className="soft">{t("csr.none")}</span>}</Fact>
        <Fact name={t("csr.names")}>{report.names.map((name) => name.value).join(", ") || <span className="soft">{t("csr.none")}</span>}</Fact>
        <Fact name={t("csr.subject")}>{report.subject ? spaced(report.subject) : <span className="soft">{t("csr.none")}</span>}</Fact>
        <Fact name={t("csr.key")}>{report.key_type}</Fact>
        <Fact name={t("csr.signature")}>{report.signature_algorithm}</Fact>
        <Fact name={t("certificates.keyHash")}>
          <CopyValue value={pairs(report.key_hash)} label={t("certificates.keyHash")} />
        </Fact>
      </Facts>
    </>
  );
}
