// The subscriber agreement, by version (NT-45..47, NT-49; CPS 9.6.3).
#pragma once

#include <span>
#include <string_view>

namespace chancery::ra {

struct AgreementSection {
  std::string_view title;
  std::string_view text;
};

struct AgreementText {
  std::string_view version;
  std::string_view effective;  ///< a date
  std::string_view title;
  /// What accepting it certifies (NT-49).
  std::string_view certification;
  std::span<const AgreementSection> sections;
};

/// nullptr for a version whose text an operator publishes elsewhere. What was ever in force stays
/// here: an accepted version can be read for as long as its certificates can.
[[nodiscard]] const AgreementText* agreement_text(std::string_view version);

}  // namespace chancery::ra
