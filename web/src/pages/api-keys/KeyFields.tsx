// Whose key, for how long, and how little it needs to be allowed.
import { Checkbox, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { enterprisesQuery, rolesQuery } from "../../api/people.ts";
import { useSession } from "../../session/store.ts";
import { LIVES, type KeyForm } from "./key-form.ts";

type Role = Schemas["Role"];

interface Props {
  form: KeyForm;
  change: (part: Partial<KeyForm>) => void;
}

export function KeyFields({ form, change }: Props) {
  const { t } = useTranslation();
  const own = useSession()?.user.enterprise;
  const roles = useQuery(rolesQuery).data?.items.filter((role) => !own || role.needs_enterprise) ?? [];
  const enterprises = useInfiniteQuery({ ...enterprisesQuery, enabled: !own }).data?.pages.flatMap((page) => page.items) ?? [];
  const role = roles.find(({ name }) => name === form.role);
  const permissions = role?.permissions ?? [];
  const files = permissions.includes("file-applications");
  return (
    <>
      <TextInput label={t("keys.name")} description={t("keys.nameHint")} value={form.name} onChange={(e) => change({ name: e.currentTarget.value })} maxLength={100} required data-autofocus />
      <NativeSelect label={t("keys.role")} value={form.role} onChange={(e) => change({ role: e.currentTarget.value as Role, scopes: undefined })} data={roles.map(({ name }) => ({ value: name, label: t(`role.${name}`) }))} />
      {!own && files && (
        <NativeSelect
          label={t("keys.account")}
          description={t("keys.accountHint")}
          value={form.enterprise}
          onChange={(e) => change({ enterprise: e.currentTarget.value })}
          data={[{ value: "", label: t(role?.needs_enterprise ? "keys.ownName" : "people.staff") }, ...enterprises.map(({ id, name }) => ({ value: id, label: name }))]}
        />
      )}
      <NativeSelect label={t("keys.ends")} value={String(form.days)} onChange={(e) => change({ days: Number(e.currentTarget.value) })} data={LIVES.map((days) => ({ value: String(days), label: days ? t("profiles.dayCount", { count: days }) : t("keys.never") }))} />
      <Checkbox label={t("keys.whole")} description={t("keys.wholeAbout")} checked={form.scopes === undefined} onChange={(e) => change({ scopes: e.currentTarget.checked ? undefined : permissions })} />
      {form.scopes !== undefined && (
        <Checkbox.Group label={t("keys.scopes")} value={form.scopes} onChange={(scopes) => change({ scopes: scopes as Schemas["Permission"][] })}>
          <Stack gap="xs" mt="xs">
            {permissions.map((permission) => (
              <Checkbox key={permission} value={permission} label={t(`permission.${permission}`)} />
            ))}
          </Stack>
        </Checkbox.Group>
      )}
    </>
  );
}
