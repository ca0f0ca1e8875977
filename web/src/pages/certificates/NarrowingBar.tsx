// What narrows the list down, and the order it stands in.
import { NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { issuersQuery, profilesQuery, type CertificateSort } from "../../api/queries.ts";
import { Icon } from "../../ui/Icon.tsx";
import { Chip, Chips, Toolbar } from "../../ui/Toolbar.tsx";
import { day } from "../../ui/format.ts";
import { filterOf, SOON, SORTS, type Narrowing } from "./narrowing.ts";

const SHOWN = ["valid", "expired", "revoked"] as const;
const NO_SPAN = { within: undefined, from: undefined, before: undefined };

interface Props {
  narrowing: Narrowing;
  text: string;
  setText: (text: string) => void;
  narrow: (part: { [K in keyof Narrowing]?: Narrowing[K] | undefined }) => void;
}

export function NarrowingBar({ narrowing, text, setText, narrow }: Props) {
  const { t } = useTranslation();
  const issuers = useQuery(issuersQuery).data?.items ?? [];
  const profiles = useQuery(profilesQuery()).data?.items ?? [];
  const { within, from, before } = narrowing;
  return (
    <Toolbar label={t("certificates.search")}>
      <TextInput
        type="search"
        aria-label={t("certificates.search")}
        placeholder={t("certificates.searchHint")}
        leftSection={<Icon name="search" size={16} />}
        value={text}
        onChange={(e) => setText(e.currentTarget.value)}
        maxLength={253}
        flex="1 1 420px"
      />
      <NativeSelect
        aria-label={t("certificates.issuer")}
        value={narrowing.issuer ?? ""}
        onChange={(e) => narrow({ issuer: e.currentTarget.value })}
        data={[{ value: "", label: t("certificates.everyIssuer") }, ...issuers.map((i) => ({ value: i.id, label: i.name }))]}
      />
      <NativeSelect
        aria-label={t("certificates.profile")}
        value={narrowing.profile ?? ""}
        onChange={(e) => narrow({ profile: e.currentTarget.value })}
        data={[{ value: "", label: t("certificates.everyProfile") }, ...profiles.map(({ name }) => ({ value: name, label: name }))]}
      />
      <NativeSelect
        aria-label={t("certificates.sortBy")}
        value={filterOf(narrowing).sort ?? "newest"}
        onChange={(e) => narrow({ key: undefined, sort: e.currentTarget.value as CertificateSort })}
        data={SORTS.map((sort) => ({ value: sort, label: t(`certificates.sort.${sort}`) }))}
      />
      <Chips>
        {SHOWN.map((status) => (
          <Chip key={status} on={narrowing.status === status} onClick={() => narrow({ key: undefined, status: narrowing.status === status ? undefined : status })}>
            {t(`state.${status}`)}
          </Chip>
        ))}
        <Chip on={narrowing.key !== undefined} onClick={() => narrow({ key: narrowing.key ? undefined : "required" })}>
          {t("certificates.keyMissing")}
        </Chip>
        <Chip on={within === SOON} onClick={() => narrow({ ...NO_SPAN, within: within === SOON ? undefined : SOON })}>
          {t("certificates.within", { count: SOON })}
        </Chip>
        {within !== undefined && within !== SOON && (
          <Chip on onClick={() => narrow(NO_SPAN)}>
            {t("certificates.within", { count: within })}
          </Chip>
        )}
        {from && before && (
          <Chip on onClick={() => narrow(NO_SPAN)}>
            {t("certificates.between", { from: day(from), before: day(before) })}
          </Chip>
        )}
      </Chips>
    </Toolbar>
  );
}
