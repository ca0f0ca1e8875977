import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Icon } from "../ui/Icon.tsx";
import classes from "./BarButton.module.css";

export function ThemeButton() {
  const { t } = useTranslation();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme("light");
  const other = scheme === "dark" ? "light" : "dark";
  return (
    <ActionIcon variant="subtle" color="gray" size="lg" className={classes.button} aria-label={t(`theme.${other}`)} onClick={() => setColorScheme(other)}>
      <Icon name={scheme === "dark" ? "sun" : "moon"} />
    </ActionIcon>
  );
}
