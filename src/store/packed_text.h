// Short lists in one TEXT column: parts between ASCII separators, as US-ASCII meant them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/certificate_name.h"
#include "model/precertificate.h"
#include "model/refusal.h"

namespace chancery::store {

/// Parts joined by RS (1E). Control characters inside of a part become spaces, so no part can
/// forge another. An empty list is "".
[[nodiscard]] std::string pack(const std::vector<std::string>& parts);
[[nodiscard]] std::vector<std::string> unpack(std::string_view text);

/// "dns:example.com", "ip:192.0.2.1".
[[nodiscard]] std::string pack_name(const model::CertificateName& name);
[[nodiscard]] model::CertificateName unpack_name(std::string_view text);

/// Code, detail and identifier joined by US (1F); several of those by RS.
[[nodiscard]] std::string pack_refusals(const std::vector<model::Refusal>& refusals);
[[nodiscard]] std::vector<model::Refusal> unpack_refusals(std::string_view text);

/// Log id, milliseconds when and how long, outcome, error and name of the log joined by US; several
/// of those by RS. What cannot be read is left out.
[[nodiscard]] std::string pack_submissions(std::span<const model::LogSubmission> submissions);
[[nodiscard]] std::vector<model::LogSubmission> unpack_submissions(std::string_view text);

}  // namespace chancery::store
