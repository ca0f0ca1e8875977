// The list as a file, narrowed down as it is on the screen; the server streams it.
import { Button, Menu } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { CertificateFilter } from "../../api/queries.ts";
import { Icon } from "../../ui/Icon.tsx";

function address(filter: CertificateFilter, format: string): string {
  const query = new URLSearchParams({ format });
  for (const [name, value] of Object.entries(filter)) if (value) query.set(name, value);
  return `/api/v1/certificates/export?${query}`;
}

export function ExportMenu({ filter }: { filter: CertificateFilter }) {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<Icon name="download" size={16} />}>
          {t("certificates.export")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {["csv", "json"].map((format) => (
          <Menu.Item key={format} component="a" href={address(filter, format)} download={`certificates.${format}`}>
            {format.toUpperCase()}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
