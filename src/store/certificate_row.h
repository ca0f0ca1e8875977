// How a certificate stands in its table: shared by the repository and its search.
#pragma once

#include "model/issued_certificate.h"
#include "store/sql.h"

namespace chancery::store {

/// The columns that parse_facts reads, of a table called c.
inline constexpr auto kFactColumns = SqlText(
    "c.id, c.issuer, c.serial, c.profile, c.not_before, c.not_after, c.spki_hash, c.names, "
    "c.owner, "
    "c.application, c.crl_shard, c.audit_leaf");
inline constexpr int kFactColumnCount = 12;

/// Errors: kStoreCorrupt, when the serial number is none.
[[nodiscard]] Result<model::CertificateFacts> parse_facts(const Row& row);

/// The first 8 octets, as the key of an index half the size of the hash's own.
[[nodiscard]] std::int64_t key_prefix(const model::Digest& spki_hash);

/// One search key a line.
[[nodiscard]] std::string pack_names(const std::vector<model::CertificateName>& names);
[[nodiscard]] std::vector<model::CertificateName> unpack_names(std::string_view lines);

}  // namespace chancery::store
