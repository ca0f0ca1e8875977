// The private key of Cloud Basic: made here, sealed with a password, saved as a file before anything is filed.
import { Button, Checkbox, NativeSelect, PasswordInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { KEY_KINDS, makeKeyPair, type KeyKind } from "../../keys/key-pair.ts";
import { makeCsr } from "../../keys/csr.ts";
import { sealPrivateKey } from "../../keys/sealed-key.ts";
import { Icon } from "../../ui/Icon.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { ProblemNotice } from "../../ui/ProblemNotice.tsx";
import { save } from "../../ui/save.ts";
import classes from "./KeySection.module.css";
import { PasswordHelp } from "./PasswordHelp.tsx";

const SHORTEST = 12;

interface Props {
  domains: string[];
  /** The CSR once the key is saved; "" while it is not. */
  ready: (csr: string) => void;
}

export function KeySection({ domains, ready }: Props) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<KeyKind>("ec-p256");
  const [password, setPassword] = useState("");
  const [kept, setKept] = useState(false);
  const file = `${domains[0]!.replace("*.", "wildcard.")}.key.pem`;
  const make = useMutation({
    mutationFn: async () => {
      const pair = await makeKeyPair(kind);
      const [csr, sealed] = await Promise.all([makeCsr(pair, domains), sealPrivateKey(pair.privateKey, password)]);
      save(file, sealed, "application/x-pem-file");
      return { csr, sealed };
    },
  });
  const forget = () => {
    make.reset();
    setKept(false);
    ready("");
  };
  return (
    <section className={classes.section} aria-labelledby="key-title">
      <h3 id="key-title" className={classes.title}>
        <Icon name="lock" /> {t("key.title")}
      </h3>
      <p className="soft">{t("key.about")}</p>
      {make.data ? (
        <>
          <Notice
            tone="good"
            title={t("key.saved", { file })}
            actions={
              <>
                <Button size="compact-sm" variant="default" onClick={() => save(file, make.data.sealed, "application/x-pem-file")}>
                  {t("key.saveAgain")}
                </Button>
                <Button size="compact-sm" variant="default" onClick={forget}>
                  {t("key.another")}
                </Button>
              </>
            }
          >
            {t("key.savedText")}
          </Notice>
          <Checkbox
            label={t("key.kept")}
            checked={kept}
            autoFocus // what had the focus is gone
            onChange={(e) => {
              setKept(e.currentTarget.checked);
              ready(e.currentTarget.checked ? make.data.csr : "");
            }}
          />
        </>
      ) : (
        <>
          <NativeSelect label={t("key.kind")} value={kind} onChange={(e) => setKind(e.currentTarget.value as KeyKind)} data={KEY_KINDS.map((value) => ({ value, label: t(`keyKind.${value}`) }))} />
          <PasswordInput
            label={t("key.password")}
            description={t("key.passwordAbout")}
            value={password}
            onChange={(e) => setPassword(e.currentTarget.value)}
            autoComplete="new-password"
            visibilityToggleButtonProps={{ "aria-label": t("signIn.reveal") }}
          />
          <PasswordHelp password={password} shortest={SHORTEST} suggest={setPassword} />
          {make.error && <ProblemNotice error={make.error} />}
          <Button className={classes.make} disabled={password.length < SHORTEST} loading={make.isPending} onClick={() => make.mutate()}>
            {t("key.make")}
          </Button>
        </>
      )}
    </section>
  );
}
