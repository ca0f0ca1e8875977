// What belongs to the person: password, second factors, open sessions.
import { useTranslation } from "react-i18next";
import { useSession } from "../../session/store.ts";
import { Fact, Facts } from "../../ui/Facts.tsx";
import { Page, Section } from "../../ui/Page.tsx";
import { FactorsSection } from "./FactorsSection.tsx";
import { PasswordButton } from "./PasswordButton.tsx";
import { MySessions } from "./MySessions.tsx";

export function SettingsPage() {
  const { t } = useTranslation();
  const user = useSession()?.user;
  if (!user) return null;
  return (
    <Page title={t("settings.title")} narrow>
      <Section title={t("settings.me")} actions={<PasswordButton />}>
        <Facts>
          <Fact name={t("signIn.name")}>{user.name}</Fact>
          {user.display_name && <Fact name={t("people.displayName")}>{user.display_name}</Fact>}
          {user.email && <Fact name={t("people.email")}>{user.email}</Fact>}
          <Fact name={t("keys.role")}>{t(`role.${user.role}`)}</Fact>
          {user.enterprise && <Fact name={t("people.enterprise")}>{user.enterprise.name}</Fact>}
        </Facts>
      </Section>
      <FactorsSection />
      <MySessions />
    </Page>
  );
}
