#include "store/certificate_row.h"

#include <cstring>

#include "store/errors.h"

namespace chancery::store {

std::vector<model::CertificateName> unpack_names(std::string_view lines) {
  std::vector<model::CertificateName> names;
  while (!lines.empty()) {
    const auto end = std::min(lines.find('\n'), lines.size());
    names.push_back(model::from_search_key(lines.substr(0, end)));
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return names;
}

Result<model::CertificateFacts> parse_facts(const Row& row) {
  auto serial = x509::Serial::from_content(row.blob(2));
  if (!serial) {
    return fail(kStoreCorrupt);
  }
  model::CertificateFacts facts;
  facts.id = row.id<model::CertificateId>(0);
  facts.issuer = row.id<model::IssuerId>(1);
  facts.serial = *serial;
  facts.profile = row.string(3);
  facts.not_before = row.time(4);
  facts.not_after = row.time(5);
  facts.spki_hash = row.array<32>(6);
  facts.names = unpack_names(row.text(7));
  facts.owner = row.id<model::AccountId>(8);
  facts.application = row.id<model::ApplicationId>(9);
  facts.crl_shard = static_cast<int>(row.integer(10));
  facts.audit_leaf = row.optional_integer(11);
  return facts;
}

std::int64_t key_prefix(const model::Digest& spki_hash) {
  std::uint64_t prefix = 0;
  for (int i = 0; i < 8; ++i) {
    prefix = prefix << 8 | spki_hash[static_cast<std::size_t>(i)];
  }
  return static_cast<std::int64_t>(prefix);
}

std::string pack_names(const std::vector<model::CertificateName>& names) {
  std::string lines;
  for (const auto& name : names) {
    lines += lines.empty() ? "" : "\n";
    lines += model::search_key(name);
  }
  return lines;
}

}  // namespace chancery::store
