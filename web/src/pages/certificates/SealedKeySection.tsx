// NC-x1: a hosted service uses the certificate, so its private key has to be registered, sealed by its owner.
import { Button, Group, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, take, type Schemas } from "../../api/client.ts";
import { useMay } from "../../session/store.ts";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { PemField } from "../../ui/PemField.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";

export function SealedKeySection({ certificate: { id, key_registration: registration } }: { certificate: Schemas["Certificate"] }) {
  const { t } = useTranslation();
  const mine = useMay("file-applications");
  const drop = useMutation({ mutationFn: () => take(api.DELETE("/api/v1/certificates/{id}/sealed-key", { params: { path: { id } } })) });
  if (!mine || registration === undefined || registration === "not_needed") return null;
  return (
    <Section title={t("sealedKey.title")}>
      {registration === "required" ? (
        <Register id={id} />
      ) : (
        <Stack>
          <p>{t("sealedKey.registered")}</p>
          {drop.error && <ProblemNotice error={drop.error} />}
          <Group>
            <Button variant="default" size="compact-sm" onClick={() => drop.mutate()} loading={drop.isPending}>
              {t("sealedKey.drop")}
            </Button>
          </Group>
        </Stack>
      )}
    </Section>
  );
}

function Register({ id }: { id: string }) {
  const { t } = useTranslation();
  const [pem, setPem] = useState("");
  const keep = useMutation({ mutationFn: () => take(api.PUT("/api/v1/certificates/{id}/sealed-key", { params: { path: { id } }, body: { sealed_key_pem: pem } })) });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        keep.mutate();
      }}
    >
      <Stack>
        <Notice tone="warn">{t("sealedKey.required")}</Notice>
        <PemField label={t("sealedKey.pem")} about={t("sealedKey.about")} placeholder="-----BEGIN ENCRYPTED PRIVATE KEY-----" value={pem} change={setPem} required />
        {keep.error && <ProblemNotice error={keep.error} />}
        <Group>
          <Button type="submit" loading={keep.isPending} disabled={pem.trim() === ""}>
            {t("sealedKey.register")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
