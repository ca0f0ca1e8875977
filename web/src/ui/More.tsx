// The end of a list: more of it, or nothing.
import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";

interface Props {
  list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}

export function More({ list }: Props) {
  const { t } = useTranslation();
  if (!list.hasNextPage) return null;
  return (
    <Button variant="default" loading={list.isFetchingNextPage} onClick={() => list.fetchNextPage()} style={{ justifySelf: "center" }}>
      {t("common.more")}
    </Button>
  );
}
