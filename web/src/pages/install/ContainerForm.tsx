// PKCS#12, PFX or JKS, put together in the browser from the key file, its password and the chain. Nothing of it is
// sent anywhere.
import { Button, FileButton, PasswordInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { makeJks } from "../../keys/jks.ts";
import { fromPem } from "../../keys/pem.ts";
import { makePkcs12 } from "../../keys/pkcs12.ts";
import { NoPrivateKey, publicKeyHash, readPrivateKey } from "../../keys/private-key.ts";
import { NotASealedKey, WrongPassword } from "../../keys/sealed-key.ts";
import { Icon } from "../../ui/Icon.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { save } from "../../ui/save.ts";
import classes from "./ContainerForm.module.css";
import { CONTAINERS, type Container } from "./kinds.ts";

class OtherKey extends Error {}

const LARGEST_KEY = 65_536;

interface Props {
  certificate: Schemas["Certificate"];
  kind: Container;
  stem: string;
}

export function ContainerForm({ certificate, kind, stem }: Props) {
  const { t } = useTranslation();
  const [file, setFile] = useState<File | null>(null);
  const [password, setPassword] = useState("");
  const name = `${stem}.${CONTAINERS[kind]}`;
  const make = useMutation({
    mutationFn: async (key: File) => {
      if (key.size > LARGEST_KEY) throw new NoPrivateKey();
      const pkcs8 = await readPrivateKey(await key.text(), password);
      if ((await publicKeyHash(pkcs8)) !== certificate.key_hash) throw new OtherKey();
      const chain = fromPem(certificate.chain_pem ?? "").map(({ der }) => der);
      const content = await (kind === "jks" ? makeJks : makePkcs12)(pkcs8, chain, password, stem);
      save(name, content, "application/x-pkcs12");
    },
  });
  const fault = (error: Error) => {
    if (error instanceof WrongPassword) return t("install.wrongPassword");
    if (error instanceof OtherKey) return t("install.otherKey");
    if (error instanceof NotASealedKey) return t("install.otherSeal");
    return t("install.noKey");
  };
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (file) make.mutate(file);
      }}
    >
      {kind === "jks" && <Notice tone="warn">{t("install.jksWeak")}</Notice>}
      <div className={classes.file}>
        <FileButton onChange={setFile} accept=".pem,.key,.txt">
          {(props) => (
            <Button {...props} variant="default" leftSection={<Icon name="file" size={16} />}>
              {t("install.chooseKey")}
            </Button>
          )}
        </FileButton>
        <span className="soft">{file?.name ?? t("install.keyHint", { file: `${stem}.key.pem` })}</span>
      </div>
      <PasswordInput
        label={t("install.password")}
        description={t("install.passwordAbout", { file: name })}
        value={password}
        onChange={(e) => setPassword(e.currentTarget.value)}
        autoComplete="off"
        visibilityToggleButtonProps={{ "aria-label": t("signIn.reveal") }}
        className={classes.password}
      />
      {make.error && <Notice tone="bad">{fault(make.error)}</Notice>}
      {make.isSuccess && <Notice tone="good">{t("install.made", { file: name })}</Notice>}
      <Button type="submit" className={classes.make} disabled={!file || !password} loading={make.isPending} leftSection={<Icon name="download" size={16} />}>
        {t("install.make", { file: name })}
      </Button>
    </form>
  );
}
