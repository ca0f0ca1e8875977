// The certificate as a file: leaf, chain.
import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { save } from "../../ui/save.ts";
import { Icon } from "../../ui/Icon.tsx";
import { Section } from "../../ui/Page.tsx";
import { Toolbar } from "../../ui/Toolbar.tsx";
import { titleOf } from "./Names.tsx";

export function DownloadSection({ certificate }: { certificate: Schemas["Certificate"] }) {
  const { t } = useTranslation();
  const { certificate_pem: leaf, chain_pem: chain } = certificate;
  if (!leaf || !chain) return null;
  const stem = titleOf(certificate).replace("*.", "wildcard.");
  return (
    <Section title={t("download.title")}>
      <Toolbar label={t("download.title")}>
        <Button variant="default" leftSection={<Icon name="download" size={16} />} onClick={() => save(`${stem}.pem`, leaf)}>
          {t("download.leaf")}
        </Button>
        <Button variant="default" leftSection={<Icon name="download" size={16} />} onClick={() => save(`${stem}.chain.pem`, chain)}>
          {t("download.fullChain")}
        </Button>
      </Toolbar>
    </Section>
  );
}
