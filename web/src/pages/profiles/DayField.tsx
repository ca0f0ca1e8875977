// The day whose rules are shown: limits change by date, and tomorrow's can be read today.
import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";

export function DayField({ at, show }: { at: string | undefined; show: (at: string | undefined) => void }) {
  const { t } = useTranslation();
  return <TextInput type="date" size="sm" label={t("profiles.at")} value={at ?? ""} onChange={(e) => show(e.currentTarget.value || undefined)} />;
}
