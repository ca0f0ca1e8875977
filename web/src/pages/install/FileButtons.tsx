import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { issuersQuery } from "../../api/queries.ts";
import { Icon } from "../../ui/Icon.tsx";
import { save } from "../../ui/save.ts";
import { pathOf } from "../certificates/Chain.tsx";
import classes from "./InstallSection.module.css";

interface Props {
  certificate: Schemas["Certificate"];
  stem: string;
  /** Every piece apart, not only what a web server takes. */
  all: boolean;
}

export function FileButtons({ certificate, stem, all }: Props) {
  const { t } = useTranslation();
  const issuers = useQuery(issuersQuery).data?.items ?? [];
  const { certificate_pem: leaf = "", chain_pem: full = "" } = certificate;
  const root = pathOf(certificate.issuer_id, issuers)[0]?.certificate_pem;
  const files = [
    { name: `${stem}.fullchain.pem`, text: t("install.full"), content: full },
    ...(all
      ? [
          { name: `${stem}.pem`, text: t("install.leaf"), content: leaf },
          { name: `${stem}.chain.pem`, text: t("install.chain"), content: full.slice(leaf.length) },
          ...(root ? [{ name: "root.pem", text: t("install.root"), content: root }] : []),
        ]
      : []),
  ];
  return (
    <div className={classes.buttons}>
      {files.map(({ name, text, content }) => (
        <Button key={name} variant="default" leftSection={<Icon name="download" size={16} />} onClick={() => save(name, content, "application/x-pem-file")}>
          {text}
        </Button>
      ))}
    </div>
  );
}
