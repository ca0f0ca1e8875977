import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Icon } from "../../ui/Icon.tsx";

export function AddOrganizationButton() {
  const { t } = useTranslation();
  return (
    <Button leftSection={<Icon name="plus" size={16} />} renderRoot={(props) => <Link to="/organizations/new" {...props} />}>
      {t("organizations.add")}
    </Button>
  );
}
